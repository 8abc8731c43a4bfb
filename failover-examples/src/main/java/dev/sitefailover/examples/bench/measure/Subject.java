package dev.sitefailover.examples.bench.measure;

/**
 * One of those that are compared.
 *
 * @param name as the table shows it, unique in its contest
 * @param start makes the work; called once in every Java machine
 */
public record Subject(String name, Start start) {

    /** Makes the work under one of the contest's settings. */
    public interface Start {
        Work with(String setting) throws Exception;
    }
}
