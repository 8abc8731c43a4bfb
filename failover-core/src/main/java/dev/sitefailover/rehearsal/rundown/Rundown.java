package dev.sitefailover.rehearsal.rundown;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A rehearsal's plan, resolved: defaults filled in, times in the rundown's zone, references checked by the reader. Texts
 * are one line each. Immutable, safe for use by several threads.
 *
 * @param title what people call it
 * @param organiser who runs the sites
 * @param reference the document it follows
 * @param guidelines printed in the information package and the report
 * @param timeZone an IANA zone
 * @param registration how and until when participants register
 * @param objectives what the rehearsal is judged by
 * @param sites two or more, in order of preference; the first is the primary
 * @param participants at least one, in the order of the report
 * @param participantsListed whether they are listed by name; otherwise only their number was given
 * @param client the client system under rehearsal
 * @param workload its background calls
 * @param sessions at least one, in time order
 */
public record Rundown(
        String title,
        Optional<String> organiser,
        Optional<String> reference,
        List<String> guidelines,
        ZoneId timeZone,
        Registration registration,
        Objectives objectives,
        List<PlannedSite> sites,
        List<ParticipantEntry> participants,
        boolean participantsListed,
        ClientSettings client,
        Workload workload,
        List<SessionPlan> sessions) {

    /** The most participants a rundown may have. */
    public static final int MOST_PARTICIPANTS = 100_000;

    /** The highest count a step or setting may have. */
    public static final int HIGHEST_COUNT = 1_000_000;

    public Rundown {
        RundownChecks.notBlank("title", title);
        guidelines = List.copyOf(guidelines);
        sites = List.copyOf(sites);
        participants = List.copyOf(participants);
        sessions = List.copyOf(sessions);
        if (sites.size() < 2) {
            throw new IllegalArgumentException("sites must be 2 or more, were " + sites.size());
        }
        if (participants.isEmpty() || participants.size() > MOST_PARTICIPANTS) {
            throw new IllegalArgumentException(
                    "participants must be from 1 to " + MOST_PARTICIPANTS + ", were " + participants.size());
        }
        if (sessions.isEmpty()) {
            throw new IllegalArgumentException("sessions must be 1 or more, were 0");
        }
    }

    /**
     * {@code number} participants that have only a number: P001, P002 and so on, padded to at least three digits and as
     * many as the highest needs, so that the order of ids is the order of participants.
     *
     * @throws IllegalArgumentException when the number is not from 1 to {@link #MOST_PARTICIPANTS}
     */
    public static List<ParticipantEntry> numbered(int number) {
        checkNumber(number);
        int width = Math.max(3, Integer.toString(number).length());
        return IntStream.rangeClosed(1, number)
                .mapToObj(Integer::toString)
                .map(digits -> "P" + "0".repeat(width - digits.length()) + digits)
                .map(id -> new ParticipantEntry(id, id, Optional.empty()))
                .toList();
    }

    /**
     * The same rundown with another number of participants: of a list the first {@code number}, else numbered ones.
     *
     * @throws IllegalArgumentException when the number is below 1, above {@link #MOST_PARTICIPANTS} or above the list's
     */
    public Rundown withParticipants(int number) {
        checkNumber(number);
        if (participantsListed && number > participants.size()) {
            throw new IllegalArgumentException("participants must be from 1 to " + participants.size()
                    + ", as many as the rundown lists, was " + number);
        }
        return new Rundown(
                title,
                organiser,
                reference,
                guidelines,
                timeZone,
                registration,
                objectives,
                sites,
                participantsListed ? participants.subList(0, number) : numbered(number),
                participantsListed,
                client,
                workload,
                sessions);
    }

    private static void checkNumber(int number) {
        if (number < 1 || number > MOST_PARTICIPANTS) {
            throw new IllegalArgumentException(
                    "participants must be from 1 to " + MOST_PARTICIPANTS + ", was " + number);
        }
    }

    /** The site that serves when nothing happened. */
    public PlannedSite primary() {
        return sites.get(0);
    }

    /** The site with that id. */
    public Optional<PlannedSite> site(String id) {
        return sites.stream().filter(site -> site.id().equals(id)).findFirst();
    }

    /** Whether the participant registered after the last instant that is in time, and so takes no part. */
    public boolean refuses(ParticipantEntry participant) {
        Optional<Instant> by = registration.by().map(limit -> limit.toInstant());
        return by.isPresent()
                && participant.registeredAt().filter(at -> at.isAfter(by.get())).isPresent();
    }

    /** Those who take part, in order; may be empty. */
    public List<ParticipantEntry> admitted() {
        return participants.stream().filter(entry -> !refuses(entry)).toList();
    }
}
