package dev.sitefailover.architecture;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Calls that nobody may make, by what they would let in. A call is written {@code java.lang.System.nanoTime} for every
 * overload, {@code java.lang.String.getBytes()} for one; {@code <init>} is a constructor, {@code *} any name.
 */
final class Calls {

    private Calls() {}

    /** Reading the machine's time. */
    static final List<String> TIME = List.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.time.Instant.now()",
            "java.time.LocalDate.now()",
            "java.time.LocalTime.now()",
            "java.time.LocalDateTime.now()",
            "java.time.ZonedDateTime.now()",
            "java.time.OffsetDateTime.now()",
            "java.time.Year.now()",
            "java.time.LocalDate.now(java.time.ZoneId)",
            "java.time.LocalDateTime.now(java.time.ZoneId)",
            "java.time.ZonedDateTime.now(java.time.ZoneId)",
            "java.time.OffsetDateTime.now(java.time.ZoneId)",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.system",
            "java.time.Clock.tickMillis",
            "java.time.Clock.tickSeconds",
            "java.util.Date.<init>()",
            "java.util.Calendar.getInstance",
            "java.time.InstantSource.system");

    /** Threads and waiting that virtual time could not drive. */
    static final List<String> THREADS = List.of(
            "java.lang.Thread.<init>",
            "java.lang.Thread.start",
            "java.lang.Thread.sleep",
            "java.lang.Thread.yield",
            "java.lang.Thread.onSpinWait",
            "java.util.concurrent.TimeUnit.sleep",
            "java.util.concurrent.locks.LockSupport.parkNanos",
            "java.util.concurrent.locks.LockSupport.parkUntil",
            "java.util.concurrent.Executors.*",
            "java.util.concurrent.ForkJoinPool.*",
            "java.util.concurrent.ThreadPoolExecutor.<init>",
            "java.util.concurrent.ScheduledThreadPoolExecutor.<init>",
            "java.util.Timer.<init>",
            "java.util.concurrent.CompletableFuture.orTimeout",
            "java.util.concurrent.CompletableFuture.completeOnTimeout",
            "java.util.concurrent.CompletableFuture.delayedExecutor",
            "java.util.Collection.parallelStream",
            "java.util.stream.BaseStream.parallel",
            "java.util.Arrays.parallelSort",
            "java.util.Arrays.parallelSetAll",
            "java.util.Arrays.parallelPrefix");

    /** Randomness that no seed rules, or whose draws a newer Java may change. */
    static final List<String> CHANCE = List.of(
            "java.lang.Math.random",
            "java.lang.StrictMath.random",
            "java.util.Random.<init>",
            "java.util.SplittableRandom.<init>",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.util.random.RandomGenerator.of",
            "java.util.random.RandomGenerator.getDefault",
            "java.util.random.RandomGeneratorFactory.*",
            "java.util.UUID.randomUUID",
            "java.util.Collections.shuffle(java.util.List)",
            "java.lang.System.identityHashCode");

    /** Where the system runtime, and nobody else, gets a seed. */
    static final List<String> ENTROPY = List.of("java.security.SecureRandom.<init>");

    /** Results that differ between processors or Java versions. */
    static final List<String> FLOATING_POINT = List.of(
            "java.lang.Math.log",
            "java.lang.Math.log10",
            "java.lang.Math.log1p",
            "java.lang.Math.exp",
            "java.lang.Math.expm1",
            "java.lang.Math.pow",
            "java.lang.Math.sin",
            "java.lang.Math.cos",
            "java.lang.Math.tan",
            "java.lang.Math.asin",
            "java.lang.Math.acos",
            "java.lang.Math.atan",
            "java.lang.Math.atan2",
            "java.lang.Math.sinh",
            "java.lang.Math.cosh",
            "java.lang.Math.tanh",
            "java.lang.Math.hypot",
            "java.lang.Math.cbrt");

    /** The machine's locale, zone and charset. */
    static final List<String> DEFAULTS = List.of(
            "java.util.Locale.getDefault",
            "java.time.ZoneId.systemDefault",
            "java.util.TimeZone.getDefault",
            "java.nio.charset.Charset.defaultCharset",
            "java.lang.String.format(java.lang.String,[Ljava.lang.Object;)",
            "java.lang.String.formatted",
            "java.lang.String.toUpperCase()",
            "java.lang.String.toLowerCase()",
            "java.lang.String.getBytes()",
            "java.lang.String.<init>([B)",
            "java.lang.String.<init>([B,int,int)",
            "java.io.ByteArrayOutputStream.toString()",
            "java.io.InputStreamReader.<init>(java.io.InputStream)",
            "java.io.OutputStreamWriter.<init>(java.io.OutputStream)",
            "java.io.PrintWriter.<init>(java.io.OutputStream)",
            "java.io.PrintWriter.<init>(java.io.OutputStream,boolean)",
            "java.io.PrintStream.<init>(java.io.OutputStream)",
            "java.io.PrintStream.<init>(java.io.OutputStream,boolean)",
            "java.io.FileReader.<init>(java.io.File)",
            "java.io.FileReader.<init>(java.lang.String)",
            "java.io.FileWriter.<init>(java.io.File)",
            "java.io.FileWriter.<init>(java.lang.String)",
            "java.io.PrintStream.printf(java.lang.String,[Ljava.lang.Object;)",
            "java.io.PrintWriter.printf(java.lang.String,[Ljava.lang.Object;)",
            "java.util.Formatter.<init>()",
            "java.util.Formatter.<init>(java.lang.Appendable)",
            "java.text.DecimalFormat.<init>(java.lang.String)",
            "java.text.SimpleDateFormat.<init>(java.lang.String)",
            "java.text.NumberFormat.getInstance()",
            "java.text.NumberFormat.getIntegerInstance()",
            "java.text.NumberFormat.getPercentInstance()",
            "java.time.format.DateTimeFormatter.ofPattern(java.lang.String)",
            "java.time.format.DateTimeFormatter.ofLocalizedDate",
            "java.time.format.DateTimeFormatter.ofLocalizedDateTime",
            "java.time.format.DateTimeFormatterBuilder.toFormatter()");

    /** Collections whose order depends on hashes or on a salt that every JVM draws anew. */
    static final List<String> UNORDERED = List.of(
            "java.util.HashMap.<init>",
            "java.util.HashSet.<init>",
            "java.util.IdentityHashMap.<init>",
            "java.util.WeakHashMap.<init>",
            "java.util.Map.copyOf",
            "java.util.Set.copyOf",
            "java.util.Map.ofEntries",
            "java.util.stream.Collectors.toSet",
            "java.util.stream.Collectors.toUnmodifiableSet",
            "java.util.stream.Collectors.toUnmodifiableMap",
            "java.util.stream.Collectors.toMap(java.util.function.Function,java.util.function.Function)",
            "java.util.stream.Collectors.toMap(java.util.function.Function,java.util.function.Function,"
                    + "java.util.function.BinaryOperator)",
            "java.util.stream.Collectors.groupingBy(java.util.function.Function)",
            "java.util.stream.Collectors.groupingBy(java.util.function.Function,java.util.stream.Collector)");

    /** What belongs to a program, not to a library. */
    static final List<String> PROGRAM = List.of(
            "java.lang.System.exit",
            "java.lang.System.out",
            "java.lang.System.err",
            "java.lang.Runtime.exit",
            "java.lang.Runtime.halt",
            "java.lang.Throwable.printStackTrace()");

    static ArchCondition<JavaClass> notMake(List<String> calls) {
        Predicate<JavaAccess<?>> forbidden = access -> calls.stream().anyMatch(call -> names(call, access));
        return notAccess("not call any of " + calls, forbidden);
    }

    /** Stages that would run on the common pool, because nobody named an executor. */
    static ArchCondition<JavaClass> nameAnExecutor() {
        return notAccess("name an executor for every asynchronous stage", access -> {
            String owner = access.getTargetOwner().getName();
            return (owner.equals("java.util.concurrent.CompletableFuture")
                            || owner.equals("java.util.concurrent.CompletionStage"))
                    && access.getName().endsWith("Async")
                    && !parameters(access).endsWith("java.util.concurrent.Executor");
        });
    }

    private static ArchCondition<JavaClass> notAccess(String description, Predicate<JavaAccess<?>> forbidden) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getAccessesFromSelf().stream()
                        .filter(forbidden)
                        .forEach(access -> events.add(violated(access, access.getDescription())));
            }
        };
    }

    private static boolean names(String call, JavaAccess<?> access) {
        int bracket = call.indexOf('(');
        String member = bracket < 0 ? call : call.substring(0, bracket);
        int dot = member.lastIndexOf('.');
        String name = member.substring(dot + 1);
        String owner = member.substring(0, dot);
        JavaClass target = access.getTargetOwner();
        // A method may be called through a subtype; a constructor belongs to one type only.
        if (name.equals("<init>") ? !target.getName().equals(owner) : !target.isAssignableTo(owner)) {
            return false;
        }
        if (!name.equals("*") && !name.equals(access.getName())) {
            return false;
        }
        return bracket < 0 || call.substring(bracket + 1, call.length() - 1).equals(parameters(access));
    }

    private static String parameters(JavaAccess<?> access) {
        return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                ? target.getRawParameterTypes().stream().map(JavaClass::getName).collect(Collectors.joining(","))
                : "";
    }
}
