package com.example.campaign;

import dev.sitefailover.search.ScenarioSpace;
import dev.sitefailover.search.Search;
import dev.sitefailover.search.SearchResult;
import dev.sitefailover.search.SeedRange;
import dev.sitefailover.search.reader.SpaceReader;
import dev.sitefailover.search.report.SearchFiles;
import dev.sitefailover.search.report.SearchReport;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * One search by all machines of a Spark cluster. Seeds are split into ranges, each machine runs those it gets with the
 * library as it is, and the results, which are plain data, are added up in whatever order they come. The driver then
 * shrinks what was found and writes what {@code explore} writes.
 *
 * <pre>{@code
 * spark-submit --class com.example.campaign.SparkCampaign --jars failover-core.jar,... explore-on-spark.jar \
 *     1 1000000 target/explore my-space.yaml
 * }</pre>
 */
public final class SparkCampaign {
    /** Parts a core gets: so many that a slow one is not waited for long. */
    private static final int PARTS_PER_CORE = 8;

    private SparkCampaign() {}

    /** What every machine searches: made there, for a search itself does not travel. */
    @FunctionalInterface
    public interface Recipe extends Serializable {
        Search search();
    }

    /** The first seed, how many, the directory and, if it is not the standard one, the space. */
    public static void main(String[] args) throws IOException {
        if (args.length < 3 || args.length > 4) {
            throw new IllegalArgumentException("usage: FROM SEEDS DIR [SPACE.yaml]");
        }
        long from = Long.parseLong(args[0]);
        SeedRange seeds = SeedRange.of(from, Math.addExact(from, Long.parseLong(args[1]) - 1));
        Recipe recipe =
                args.length == 3 ? () -> Search.of(ScenarioSpace.standard()) : of(Files.readAllBytes(Path.of(args[3])));
        try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("explore " + seeds))) {
            System.out.print(explore(spark, recipe, seeds, Path.of(args[2])).summary());
        }
    }

    /** A space travels as what it was written as. */
    static Recipe of(byte[] space) {
        SpaceReader.read("the space", space); // here, so that its errors are told before the machines start
        return () -> Search.of(SpaceReader.read("the space", space));
    }

    /** Searches, shrinks and writes. */
    public static SearchReport explore(JavaSparkContext spark, Recipe recipe, SeedRange seeds, Path directory) {
        SearchResult result = run(spark, recipe, seeds, spark.defaultParallelism() * PARTS_PER_CORE);
        return SearchFiles.of(recipe.search()).write(result, directory);
    }

    /** Searches. */
    public static SearchResult run(JavaSparkContext spark, Recipe recipe, SeedRange seeds, int parts) {
        long started = System.nanoTime();
        SearchResult sum = spark.parallelize(seeds.split(parts), parts)
                .map(range -> recipe.search().run(range))
                .fold(SearchResult.NONE, SearchResult::plus);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
        return new SearchResult(sum.seeds(), sum.operations(), elapsed, sum.found(), sum.byInvariant(), sum.coverage());
    }
}
