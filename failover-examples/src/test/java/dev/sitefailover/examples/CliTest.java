package dev.sitefailover.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

class CliTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "rehearse", "validate", "brief", "explore", "preflight", "serve", "proxy", "bench"})
    void everyCommandHasHelpAndAVersion(String command) {
        for (String option : new String[] {"--help", "--version", "-h", "-V"}) {
            Terminal run = command.isEmpty() ? Terminal.run(option) : Terminal.run(command, option);
            assertThat(run.code()).as("%s %s", command, option).isZero();
            assertThat(run.out())
                    .contains(
                            option.toLowerCase(java.util.Locale.ROOT).contains("v") ? "failover-examples " : "Usage: ");
            assertThat(run.err()).isEmpty();
        }
    }

    /** The help's texts are formats: a bare percent sign becomes a warning above the help. */
    @Test
    void noHelpTextHasAPercentSignThatAFormatCannotRead() {
        checkTexts(new CommandLine(new FailoverCommand()));
    }

    private static void checkTexts(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        List<String> texts = new ArrayList<>(List.of(usage.description()));
        texts.addAll(List.of(usage.footer()));
        command.getCommandSpec().options().forEach(option -> texts.addAll(List.of(option.description())));
        for (String text : texts) {
            assertThatCode(() -> String.format(text))
                    .as("%s: %s", command.getCommandName(), text.replace("%", "%%"))
                    .doesNotThrowAnyException();
        }
        command.getSubcommands().values().forEach(CliTest::checkTexts);
    }

    @Test
    void theVersionIsTheBuilds() {
        assertThat(Terminal.run("--version").out()).matches("failover-examples \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    }

    @Test
    void helpTellsTheExitCodes() {
        assertThat(Terminal.run("validate", "--help").out()).contains("RUNDOWN", "Exit codes: 0 passed");
    }

    @Test
    void noCommandIsAUsageErrorThatNamesTheCommands() {
        usageError("no command given; one of rehearse, validate, brief");
    }

    @Test
    void anUnknownCommandIsToldWithTheOneThatMayBeMeant() {
        usageError("unknown command validat; did you mean validate", "validat", "x.yaml");
    }

    @Test
    void anUnknownOptionIsToldWithTheOneThatMayBeMeant() {
        usageError("unknown option --verbos; did you mean --verbose or --version?", "validate", "x.yaml", "--verbos");
    }

    @Test
    void aMissingRundownIsAUsageError() {
        usageError("missing required parameter: 'RUNDOWN'", "validate");
    }

    @Test
    void oneArgumentTooManyIsAUsageError() {
        usageError("unexpected y.yaml", "validate", "x.yaml", "y.yaml");
    }

    @Test
    void anAtSignIsPartOfANameAndNoFileOfArguments() {
        usageError("unknown command @x", "@x");
    }

    @Test
    void aMissingFileIsOneLineThatNamesIt() {
        Terminal run = Terminal.run("validate", "no-such-dir/no-such.yaml");
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).singleElement().asString().startsWith("no-such-dir/no-such.yaml:1:1: ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aNameWithALineBreakStaysOneLine() {
        assertThat(Terminal.run("validate", "a\nb\u001b[2Jc").errors()).hasSize(1);
        assertThat(Terminal.run("validate", "a\nb\u001b[2Jc").err()).doesNotContain("\u001b");
    }

    @Test
    void everyErrorOfARundownIsALineOfItsOwn(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("bad.yaml"), "format: 2\ntimeZone: Mars/Olympus\n");
        Terminal run = Terminal.run("validate", file.toString());
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).hasSizeGreaterThan(3).allMatch(line -> line.startsWith(file + ":"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hkex-ccass-ccms-2024", "eurex-dr-2023", "lse-alternate-site-2024", "tmx-disaster-recovery-2025"
            })
    void everyBundledRundownIsValidUnderItsBareName(String name) {
        Terminal run = Terminal.run("validate", name);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith(name + ": valid; ");
    }

    @Test
    void theListOfBundledRundownsIsComplete() throws Exception {
        Path folder = Path.of(java.util.Objects.requireNonNull(Cli.class.getResource("/rundowns"))
                .toURI());
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(Rundowns.BUNDLED);
        }
    }

    private static void usageError(String message, String... args) {
        Terminal run = Terminal.run(args);
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).singleElement().asString().contains(message).contains("--help)");
        assertThat(run.out()).isEmpty();
    }
}
