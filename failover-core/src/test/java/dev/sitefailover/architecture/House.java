package dev.sitefailover.architecture;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rooms under one root package, and what each may use. */
final class House {

    static final String CORE_ROOT = "dev.sitefailover";
    static final String PLANTED_ROOT = "dev.sitefailover.architecture.planted";

    /** The name of the root package's room. */
    static final String ROOT_ROOM = "(root)";

    /** In order; a room uses only rooms before it, unless {@link #MAY_USE} says less or more. */
    static final List<String> ORDER = List.of(
            "runtime",
            "site",
            "health",
            "policy",
            "authority",
            "control",
            "guard",
            "routing",
            ROOT_ROOM,
            "monitoring",
            "endpoint",
            "fault",
            "clearing",
            "document",
            "preflight",
            "simulation",
            "rehearsal.rundown",
            "rehearsal.result",
            "rehearsal",
            "rehearsal.simulated",
            "rehearsal.live",
            "rehearsal.reader",
            "rehearsal.report",
            "search",
            "search.reader",
            "search.report",
            "proxy",
            "junit",
            "assertj");

    /** What goes into a rehearsal and what comes out, known to all of its rooms. */
    private static final List<String> MODELS = List.of("rehearsal.rundown", "rehearsal.result");

    private static final Map<String, List<String>> MAY_USE = mayUse();

    private final String root;

    House(String root) {
        this.root = root;
    }

    /** The library's own classes. */
    static JavaClasses core() {
        return Imported.CORE;
    }

    /** The classes that break the rules on purpose. */
    static JavaClasses planted() {
        return Imported.PLANTED;
    }

    /** The library's tests. */
    static JavaClasses tests() {
        return Imported.TESTS;
    }

    /** The room a class is in, {@code ?name} when the floor plan has none of that name. */
    String roomOf(JavaClass type) {
        String name = type.getPackageName();
        if (name.equals(root)) {
            return ROOT_ROOM;
        }
        String room = name.substring(root.length() + 1);
        while (!ORDER.contains(room)) {
            int dot = room.lastIndexOf('.');
            if (dot < 0) {
                return "?" + room;
            }
            room = room.substring(0, dot);
        }
        return room;
    }

    boolean contains(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(root) || name.startsWith(root + ".");
    }

    ArchCondition<JavaClass> stayOnTheFloorPlan() {
        return new ArchCondition<>("be in a room of the floor plan") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (roomOf(type).startsWith("?")) {
                    events.add(violated(type, type.getName() + " is in no room of the floor plan"));
                }
            }
        };
    }

    ArchCondition<JavaClass> useOnlyRoomsThatMayBeUsed() {
        return new ArchCondition<>("use only the rooms before it that the floor plan allows") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String room = roomOf(type);
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (!contains(target)) {
                        continue;
                    }
                    String used = roomOf(target);
                    if (!used.equals(room) && !allowed(room).contains(used)) {
                        events.add(violated(
                                dependency, room + " must not use " + used + ": " + dependency.getDescription()));
                    }
                }
            }
        };
    }

    /** Third-party packages that only some rooms may know. */
    ArchCondition<JavaClass> keepToItself(String thirdParty, String... rooms) {
        List<String> welcome = List.of(rooms);
        return new ArchCondition<>("not know " + thirdParty + " outside " + welcome) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (welcome.contains(roomOf(type))) {
                    return;
                }
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    if (dependency
                            .getTargetClass()
                            .getBaseComponentType()
                            .getPackageName()
                            .startsWith(thirdParty)) {
                        events.add(violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    static List<String> allowed(String room) {
        return MAY_USE.getOrDefault(room, List.of());
    }

    private static Map<String, List<String>> mayUse() {
        Map<String, List<String>> rooms = new LinkedHashMap<>();
        for (String room : ORDER) {
            List<String> before = new ArrayList<>(ORDER.subList(0, ORDER.indexOf(room)));
            if (room.startsWith("rehearsal") && !room.equals("rehearsal.simulated")) {
                before.remove("simulation");
            }
            if (room.startsWith("rehearsal.")) {
                before.removeIf(other -> other.startsWith("rehearsal.") && !MODELS.contains(other));
            }
            rooms.put(room, before);
        }
        rooms.put("document", List.of("site"));
        rooms.put("rehearsal.rundown", List.of("site", "fault", "document"));
        rooms.put("rehearsal.result", List.of());
        rooms.put("control", List.of("site", "health", "policy"));
        rooms.put("simulation", List.of("runtime", "site", "fault", "clearing"));
        return rooms;
    }

    private static final class Imported {
        static final JavaClasses CORE = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(CORE_ROOT);
        static final JavaClasses PLANTED = new ClassFileImporter().importPackages(PLANTED_ROOT);
        static final JavaClasses TESTS = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("/architecture/planted/"))
                .importPackages(CORE_ROOT);
    }
}
