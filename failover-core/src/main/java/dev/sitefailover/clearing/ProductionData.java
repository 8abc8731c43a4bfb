package dev.sitefailover.clearing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Seeded production data. A record is a pure function of seed, participant and index, a report of seed, participant and
 * name: every site holds the same, rehearsal traffic changes nothing, and nothing is stored.
 *
 * <p>Not safe for use by several threads: each simulation has its own.
 */
public final class ProductionData {
    private static final int REPORT_LINES = 40;

    private final long seed;
    private final int recordsPerParticipant;
    private final Map<String, ParticipantData> participants = new LinkedHashMap<>();

    private ProductionData(long seed, int recordsPerParticipant) {
        if (recordsPerParticipant < 1) {
            throw new IllegalArgumentException("recordsPerParticipant must be >= 1, was " + recordsPerParticipant);
        }
        this.seed = seed;
        this.recordsPerParticipant = recordsPerParticipant;
    }

    /**
     * The data of that seed.
     *
     * @param seed the same seed gives the same data
     * @param recordsPerParticipant how many records each participant has, at least 1
     */
    public static ProductionData seeded(long seed, int recordsPerParticipant) {
        return new ProductionData(seed, recordsPerParticipant);
    }

    /** How many records each participant has. */
    public int recordsPerParticipant() {
        return recordsPerParticipant;
    }

    /** One participant's data; keep it where it is asked often. */
    public ParticipantData of(String participant) {
        return participants.computeIfAbsent(participant, p -> new ParticipantData(this, p));
    }

    /** The participant's first records, all when fewer are held; equal requests share one answer. */
    public Records records(String participant, int count) {
        return of(participant).records(count);
    }

    /** The report of that name; every name is known. */
    public Report report(String participant, String name) {
        return of(participant).report(name);
    }

    long seedOf(String participant) {
        long h = seed;
        for (int i = 0; i < participant.length(); i++) {
            h = mix(h + participant.charAt(i));
        }
        return h;
    }

    /** Lines in a report, bounded so that a report does not grow with the largest enquiry of a rundown. */
    int reportLines() {
        return Math.min(REPORT_LINES, recordsPerParticipant);
    }

    /** The 64-bit check of record lines: order, number and every character count. */
    public static long check(List<String> lines) {
        return lines instanceof ParticipantData.Lines own ? own.check() : checkEach(lines);
    }

    static long checkEach(List<String> lines) {
        long h = lines.size();
        for (String line : lines) {
            for (int i = 0; i < line.length(); i++) {
                h = (h ^ line.charAt(i)) * 0x100000001B3L;
            }
            h = mix(h);
        }
        return h;
    }

    /** SHA-256 of the text's UTF-8 bytes, lower-case hexadecimal. */
    public static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** A finaliser that spreads every bit of the input over the whole word. */
    static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
