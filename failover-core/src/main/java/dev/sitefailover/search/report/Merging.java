package dev.sitefailover.search.report;

import dev.sitefailover.document.DocumentException;
import dev.sitefailover.document.Problem;
import dev.sitefailover.document.files.FileSet;
import dev.sitefailover.document.files.NewFile;
import dev.sitefailover.document.yaml.Shown;
import dev.sitefailover.search.Coverage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Several reports on their way into one. All is read before anything is written. */
final class Merging {
    private final List<Problem> problems = new ArrayList<>();
    private final List<NewFile> scenarios = new ArrayList<>();
    private SearchReport sum = new SearchReport(List.of(), 0, List.of(), Coverage.NONE);

    Merging(List<Path> reports) {
        reports.forEach(this::add);
        if (!problems.isEmpty()) {
            throw new DocumentException(problems);
        }
    }

    SearchReport into(Path directory) {
        List<NewFile> files = new ArrayList<>(scenarios);
        files.add(sum.file());
        FileSet.write(directory, files);
        return sum;
    }

    private void add(Path file) {
        try {
            SearchReport report = SearchReport.read(file);
            for (ReportedViolation violation : report.violations()) {
                take(file, violation.scenario());
                take(file, violation.test());
            }
            sum = sum.plus(report);
        } catch (DocumentException e) {
            problems.addAll(e.problems());
        } catch (IllegalArgumentException e) {
            problem(file, Shown.clean(String.valueOf(e.getMessage())) + "; reports of different seeds add up");
        }
    }

    private void take(Path report, String name) {
        Path file = report.resolveSibling(name);
        try {
            String content = Files.readString(file, StandardCharsets.UTF_8);
            scenarios.add(new NewFile(name, out -> out.write(content)));
        } catch (IOException e) {
            problem(
                    report,
                    Shown.clean(name) + " cannot be read: " + FileSet.reason(e)
                            + "; the files of a report's scenarios stand beside it");
        }
    }

    private void problem(Path file, String message) {
        problems.add(new Problem(Shown.clean(file.toString()), 1, 1, message));
    }
}
