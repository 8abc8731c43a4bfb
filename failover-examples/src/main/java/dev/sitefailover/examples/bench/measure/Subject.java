package dev.sitefailover.examples.bench.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * One of those that are compared.
 *
 * @param name as the table shows it, unique in its contest
 * @param start makes the work; called once in every Java machine
 * @param options of the Java machines it is measured in
 */
public record Subject(String name, Start start, List<String> options) {

    public Subject {
        options = List.copyOf(options);
    }

    /** In a Java machine as it comes. */
    public Subject(String name, Start start) {
        this(name, start, List.of());
    }

    /** The same in a Java machine with one more option. */
    public Subject with(String option) {
        List<String> more = new ArrayList<>(options);
        more.add(option);
        return new Subject(name, start, more);
    }

    /** Makes the work under one of the contest's settings. */
    public interface Start {
        Work with(String setting) throws Exception;
    }
}
