package dev.sitefailover.examples.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What all rounds of a contest found. */
public final class Results {
    private record Place(String setting, String subject, int threads) {}

    private final Contest contest;
    private final Map<Place, List<Rate>> rates = new LinkedHashMap<>();

    private String machine = "";

    Results(Contest contest) {
        this.contest = contest;
    }

    void add(String setting, String subject, Child.Answer answer) {
        machine = answer.machine();
        for (Rate rate : answer.rates()) {
            rates.computeIfAbsent(new Place(setting, subject, rate.threads()), place -> new ArrayList<>())
                    .add(rate);
        }
    }

    /** What they were measured on, as the last of the Java machines told. */
    public String machine() {
        return machine;
    }

    public Contest contest() {
        return contest;
    }

    /** Whether that subject took part. */
    public boolean has(String setting, String subject) {
        return rates.containsKey(new Place(setting, subject, contest.threads().get(0)));
    }

    /** Median and range of one figure of a subject that took part. */
    public Spread spread(String setting, String subject, int threads, ToDoubleFunction<Rate> figure) {
        return Spread.of(
                of(setting, subject, threads).stream().mapToDouble(figure).toArray());
    }

    /** How many times as much as another one does in the same time, compared round by round. */
    public Spread ratio(String setting, String subject, String other, int threads) {
        return ratio(setting, subject, setting, other, threads);
    }

    /** The same where the other one, or this one itself, was under another setting. */
    public Spread ratio(String setting, String subject, String otherSetting, String other, int threads) {
        return ratio(of(setting, subject, threads), of(otherSetting, other, threads));
    }

    /** How many times as much as on one thread all threads together do, compared round by round. */
    public Spread scaling(String setting, String subject, int threads) {
        return ratio(of(setting, subject, threads), of(setting, subject, 1));
    }

    private static Spread ratio(List<Rate> these, List<Rate> those) {
        double[] ratios = new double[Math.min(these.size(), those.size())];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = these.get(i).perSecond() / those.get(i).perSecond();
        }
        return Spread.of(ratios);
    }

    private List<Rate> of(String setting, String subject, int threads) {
        List<Rate> found = rates.get(new Place(setting, subject, threads));
        if (found == null) {
            throw new IllegalArgumentException(
                    subject + " was not measured with " + threads + " threads at " + setting);
        }
        return found;
    }
}
