package dev.sitefailover.examples.bench.measure;

/**
 * One figure of a table.
 *
 * @param bench the subcommand
 * @param subject who
 * @param setting under which circumstances; empty where there is one only
 * @param what is counted
 * @param unit of the three values
 * @param median of all rounds
 * @param least of all rounds
 * @param most of all rounds
 */
public record Figure(
        String bench,
        String subject,
        String setting,
        String what,
        String unit,
        double median,
        double least,
        double most) {

    /** Of values that are at least one. */
    public static Figure of(String bench, String subject, String setting, String what, String unit, Spread spread) {
        return new Figure(bench, subject, setting, what, unit, spread.median(), spread.least(), spread.most());
    }
}
