package dev.sitefailover.examples.bench.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Measures every subject of a contest once per round, each time in a new Java machine.
 *
 * @param main the class whose main method obeys {@link Child#obey}
 * @param effort how long
 * @param only subjects whose name it finds; the first of the contest always takes part
 * @param options for the Java machines
 */
public record Rounds(String main, Effort effort, Pattern only, List<String> options) {

    public Rounds {
        options = List.copyOf(options);
    }

    /** All rounds, one machine at a time; tells each round's beginning. */
    public Results run(Contest contest, Consumer<String> progress) throws IOException {
        List<Subject> subjects = new ArrayList<>(contest.subjects());
        Subject first = subjects.get(0);
        subjects.removeIf(subject ->
                !subject.equals(first) && !only.matcher(subject.name()).find());
        Results results = new Results(contest);
        for (int round = 1; round <= effort.rounds(); round++) {
            progress.accept("bench " + contest.name() + ": round " + round + " of " + effort.rounds());
            for (String setting : contest.settings()) {
                for (Subject subject : subjects) {
                    results.add(
                            setting, subject.name(), Child.launch(main, contest, subject, setting, effort, options));
                }
            }
            Collections.rotate(subjects, 1); // nobody always comes right after the same one
        }
        return results;
    }
}
