package dev.sitefailover.preflight;

import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.clearing.Greeted;
import dev.sitefailover.clearing.Greeting;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.clearing.Refusal;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.preflight.Questions.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is asked of a site that speaks the clearing protocol: who are you, what time is it, how far away are you. */
final class Conversation {
    /** The Date header has whole seconds: the true time is half a second later on average. */
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    private static final Duration FAR_OFF = Duration.ofSeconds(1);
    private static final Duration SLOW = ProbeSettings.defaults().timeout();
    private static final int PROBES = 5;
    private static final String ADDRESS_ADVICE = "Check that the address leads to the site's clearing interface.";

    private final String site;
    private final Questions questions;
    private final ClearingRequest greeting;
    private final String participant;
    private final Notebook notebook;

    /** @param loggedOff true where a greeting would need a logon: then the probe's answer says who is there */
    Conversation(String site, Questions questions, String participant, boolean loggedOff, Notebook notebook) {
        this.site = site;
        this.questions = questions;
        this.participant = participant;
        this.greeting = loggedOff ? new ProbePing(participant) : new Greeting(participant);
        this.notebook = notebook;
    }

    void hold() throws InterruptedException {
        Answer first = greet();
        if (first != null) {
            clock(again(first));
            probe();
        }
    }

    /** The first answer waited for a connection and for classes to be loaded; the second one tells the time better. */
    private Answer again(Answer first) throws InterruptedException {
        notebook.begin(Check.CLOCK);
        try {
            return questions.ask(greeting);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception theProbesWillTell) {
            return first;
        }
    }

    private @Nullable Answer greet() throws InterruptedException {
        notebook.begin(Check.GREETING);
        try {
            Answer answer = questions.ask(greeting);
            if (answer.reply() instanceof Greeted greeted) {
                judge(greeted.siteId(), greeted.position(), greeted.environment());
                return answer;
            } else if (answer.reply() instanceof Pong pong) {
                judge(pong.siteId(), pong.position(), null);
                return answer;
            }
            String what = answer.reply() instanceof Refusal refusal ? refusal.reason() : "another kind of answer";
            fail("no greeting: " + what, ADDRESS_ADVICE);
        } catch (IllegalArgumentException e) {
            fail("answered something that is no greeting: " + Words.of(e), ADDRESS_ADVICE);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            String why = Words.of(e);
            fail(why, why.startsWith("HTTP ") ? ADDRESS_ADVICE : "It connects and does not answer: ask the site.");
        }
        return null;
    }

    private void judge(String id, Position position, @Nullable String environment) {
        String as = (position == Position.SERVING ? "serving" : "standby")
                + (environment == null ? "" : ", " + environment);
        Finding finding = id.equals(site)
                ? Finding.ok(
                        site,
                        Check.GREETING,
                        "answers as " + id + ", " + as + (environment == null ? ", environment not told" : ""))
                : Finding.fail(
                        site,
                        Check.GREETING,
                        "answers as " + id + " (" + as + "), not as " + site,
                        "The address or its DNS entry leads to another site: set it to the one of " + site + ".");
        finding = finding.with("answersAs", id).with("position", position.name());
        notebook.add(environment == null ? finding : finding.with("environment", environment));
    }

    private void fail(String value, String advice) {
        notebook.add(Finding.fail(site, Check.GREETING, value, advice));
    }

    private void clock(Answer answer) {
        Duration half = Duration.ofNanos(answer.tookNanos() / 2);
        Instant ours = answer.askedAt().plus(half);
        if (answer.reply() instanceof Greeted greeted && greeted.time() != null) {
            clock(Duration.between(ours, greeted.time()), half.plusMillis(1));
        } else if (answer.date() != null) {
            clock(Duration.between(ours, answer.date().plus(HALF_A_SECOND)), half.plus(HALF_A_SECOND));
        } else {
            notebook.add(Finding.notTold(site, Check.CLOCK, "its answer carries no time"));
        }
    }

    private void clock(Duration offset, Duration uncertainty) {
        notebook.add(clock(site, offset, uncertainty));
    }

    /** Positive: the site is ahead. A warning only where the uncertainty cannot explain it. */
    static Finding clock(String site, Duration offset, Duration uncertainty) {
        boolean off = offset.abs().minus(uncertainty).compareTo(FAR_OFF) > 0;
        String value = String.format(
                Locale.ROOT, "%+.1f s, give or take %s", offset.toMillis() / 1000.0, Words.of(uncertainty));
        Finding finding = off
                ? Finding.warn(
                        site,
                        Check.CLOCK,
                        value,
                        "Synchronise this machine (NTP) and compare with a third clock: certificates, logon windows and"
                                + " records depend on it.")
                : Finding.ok(site, Check.CLOCK, value);
        return finding.with("offsetMillis", offset.toMillis()).with("uncertaintyMillis", uncertainty.toMillis());
    }

    private void probe() throws InterruptedException {
        notebook.begin(Check.ROUND_TRIP);
        long[] took = new long[PROBES];
        try {
            for (int i = 0; i < PROBES; i++) {
                took[i] = questions.ask(new ProbePing(participant)).tookNanos();
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            notebook.add(Finding.fail(
                    site,
                    Check.ROUND_TRIP,
                    "a probe failed: " + Words.of(e),
                    "It greets but does not stay: a health probe would call it down."));
            return;
        }
        notebook.add(roundTrip(site, took));
    }

    static Finding roundTrip(String site, long[] took) {
        Arrays.sort(took);
        Duration median = Duration.ofNanos(took[took.length / 2]);
        String value = Words.of(median) + " (" + Words.of(Duration.ofNanos(took[0])) + " to "
                + Words.of(Duration.ofNanos(took[took.length - 1])) + ")";
        Finding finding = median.compareTo(SLOW) > 0
                ? Finding.warn(
                        site,
                        Check.ROUND_TRIP,
                        value,
                        "Longer than the default probe timeout of " + Words.of(SLOW) + ": raise it in the settings.")
                : Finding.ok(site, Check.ROUND_TRIP, value);
        return finding.with("medianMicros", median.toNanos() / 1000);
    }
}
