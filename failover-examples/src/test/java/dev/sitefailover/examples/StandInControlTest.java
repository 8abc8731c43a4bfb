package dev.sitefailover.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.clearing.ProductionData;
import dev.sitefailover.examples.standin.Programs;
import dev.sitefailover.examples.standin.StandInException;
import dev.sitefailover.examples.standin.StandInProcess;
import dev.sitefailover.examples.standin.StandInSpec;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.runtime.EngineRuntime;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The organiser's hand on a site that is a process. */
@SuppressWarnings("NullAway.Init")
class StandInControlTest {
    private final EngineRuntime timers = EngineRuntime.system();

    @TempDir
    Path data;

    private StandInProcess process;
    private StandInControl control;

    @BeforeEach
    void start() {
        process = StandInProcess.start(
                StandInSpec.of("primary", data.resolve("primary")).servingFirst());
        control = new StandInControl(process, ProductionData.seeded(1, 10), timers);
    }

    @AfterEach
    void end() {
        process.close();
        timers.close();
    }

    @Test
    void aSiteThatHangsAndIsThenTakenDownComesUpAgain() {
        control.inflict(Occurrence.of(Fault.hang()));
        control.crash();
        Programs.until(() -> !process.isAlive());

        control.lift();

        assertThat(process.admin().status().site()).isEqualTo("primary");
        assertThat(process.admin().status().faults()).isEmpty();
    }

    @Test
    void aSignalThatFailsSaysWhyAndTheNextOnesAreToldRightly() {
        process.kill();
        Programs.until(() -> !process.isAlive());
        assertThatThrownBy(process::resume)
                .isInstanceOf(StandInException.class)
                .hasMessageContaining("signal CONT to process " + process.pid() + " failed: ")
                .hasMessageContaining("No such process");

        process.restart();
        process.pause();
        process.resume();
        assertThat(process.admin().status().site()).isEqualTo("primary");
    }
}
