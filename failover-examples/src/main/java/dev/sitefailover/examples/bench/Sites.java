package dev.sitefailover.examples.bench;

import dev.sitefailover.examples.standin.StandInProcess;
import dev.sitefailover.examples.standin.StandInSpec;
import dev.sitefailover.site.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Two stand-in sites as processes, both open for business, which can be taken down and brought back. */
final class Sites implements AutoCloseable {
    private final Path data;
    private final StandInProcess primary;
    private final StandInProcess secondary;

    private Sites(Path data, List<StandInProcess> sites) {
        this.data = data;
        this.primary = sites.get(0);
        this.secondary = sites.get(1);
    }

    static Sites start() {
        try {
            Path data = Files.createTempDirectory("failover-bench");
            return new Sites(
                    data,
                    StandInProcess.startAll(List.of(
                            StandInSpec.of("primary", data.resolve("primary"))
                                    .servingFirst()
                                    .servingAlways(),
                            StandInSpec.of("secondary", data.resolve("secondary"))
                                    .servingAlways())));
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for the sites' data: " + e.getMessage(), e);
        }
    }

    StandInProcess primary() {
        return primary;
    }

    StandInProcess secondary() {
        return secondary;
    }

    List<Site> asSites() {
        return List.of(
                Site.of("primary", primary.http().toString()),
                Site.of("secondary", secondary.http().toString()));
    }

    /** Both are there and serve, whatever was done to the primary. */
    void bothUp() {
        if (primary.isAlive()) {
            primary.resume();
        }
        if (!primary.isAlive()) {
            primary.restart();
            primary.admin().resynchronise(secondary.adminAddress());
        }
    }

    @Override
    public void close() {
        primary.close();
        secondary.close();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the sites' data could not be removed: " + e.getMessage(), e);
        }
    }
}
