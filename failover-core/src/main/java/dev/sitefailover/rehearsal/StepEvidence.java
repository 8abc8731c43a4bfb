package dev.sitefailover.rehearsal;

import dev.sitefailover.rehearsal.result.Evidence;
import dev.sitefailover.rehearsal.rundown.Step;
import dev.sitefailover.rehearsal.rundown.StepPlan;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What a step can show, put into words and figures. */
final class StepEvidence {
    private static final int MOST_SHOWN = 5;

    private StepEvidence() {}

    /** The failures, most frequent first, each with who had it. */
    static String detail(Map<String, List<String>> failures, int clients) {
        StringBuilder text = new StringBuilder();
        failures.entrySet().stream()
                .sorted((a, b) -> b.getValue().size() - a.getValue().size())
                .limit(MOST_SHOWN)
                .forEach(failure -> {
                    text.append(text.isEmpty() ? "" : "; ").append(failure.getKey());
                    if (failure.getValue().size() < clients) {
                        text.append(" (").append(some(failure.getValue())).append(')');
                    }
                });
        return text
                + (failures.size() > MOST_SHOWN ? "; and " + (failures.size() - MOST_SHOWN) + " other reasons" : "");
    }

    static Evidence of(
            StepPlan plan,
            int index,
            Evidence organised,
            List<ClientSystem> clients,
            long count,
            Map<String, List<String>> failures) {
        Evidence evidence = organised;
        Step step = plan.step();
        if (step instanceof Step.ConnectivityTest
                || step instanceof Step.Enquiry
                || step instanceof Step.ReportDownload) {
            evidence = evidence.and("servingByPlan", plan.servingAfter());
        }
        if (step instanceof Step.Enquiry) {
            evidence = evidence.and("records", count);
        } else if (step instanceof Step.ReportDownload download) {
            evidence = evidence.and("reports", count);
            if (download.sameAs().isPresent()) {
                evidence = evidence.and("sameAs", download.sameAs().get());
            }
        } else if (step instanceof Step.Submit) {
            evidence = evidence.and("acknowledged", count);
        } else if (step instanceof Step.Reconcile) {
            Duration rpo = Participant.rpo(clients.stream().map(client -> client.participant));
            evidence = evidence.and("reconciled", count)
                    .and(
                            "reconciledSoFar",
                            total(clients, client -> client.still(() -> client.participant.tally.reconciled)))
                    .and("inDoubt", total(clients, client -> client.still(() -> client.participant.tally.inDoubt)))
                    .and("lost", total(clients, client -> client.participant.lost()))
                    .and("duplicated", total(clients, client -> client.participant.duplicated()))
                    .and("rpo", rpo == null ? "not known" : rpo);
        } else if (step instanceof Step.Move move) {
            evidence = shares(evidence, clients, index, move.to());
        } else if (step instanceof Step.CleanUp) {
            evidence = evidence.and("purged", count);
        }
        if (!failures.isEmpty()) {
            Map<String, Object> shown = new LinkedHashMap<>();
            failures.entrySet().stream()
                    .limit(MOST_SHOWN)
                    .forEach(failure -> shown.put(failure.getKey(), some(failure.getValue())));
            evidence = evidence.and("failures", shown);
        }
        return evidence;
    }

    private static Evidence shares(Evidence evidence, List<ClientSystem> clients, int index, String to) {
        List<Duration> shares = clients.stream()
                .flatMap(client -> client.still(() -> client.moves.clientShares(index, to)).stream())
                .sorted()
                .toList();
        return shares.isEmpty()
                ? evidence
                : evidence.and("medianClientShare", shares.get((shares.size() - 1) / 2))
                        .and("worstClientShare", shares.get(shares.size() - 1));
    }

    private static long total(List<ClientSystem> clients, ToLongFunction<ClientSystem> figure) {
        return clients.stream().mapToLong(figure).sum();
    }

    private static String some(List<String> participants) {
        return participants.size() <= MOST_SHOWN
                ? String.join(", ", participants)
                : String.join(", ", participants.subList(0, MOST_SHOWN)) + " and " + (participants.size() - MOST_SHOWN)
                        + " more";
    }
}
