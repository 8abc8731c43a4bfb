package dev.sitefailover.clearing;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** One participant's production data. Not safe for use by several threads. */
public final class ParticipantData {
    private static final String[] CURRENCIES = {"HKD", "USD", "CNY"};

    private final ProductionData data;
    private final String participant;
    private final long seed;
    private @Nullable Records single;
    private @Nullable Records several;

    ParticipantData(ProductionData data, String participant) {
        this.data = data;
        this.participant = participant;
        this.seed = data.seedOf(participant);
    }

    /** The first records, all when fewer are held. Production data stands still, so the last answer is kept. */
    public Records records(int count) {
        int held = Math.min(count, data.recordsPerParticipant());
        Records kept = held == 1 ? single : several;
        if (kept != null && kept.count() == held) {
            return kept;
        }
        List<String> lines = new Lines(held);
        Records made = new Records(lines, ProductionData.check(lines));
        if (held == 1) {
            single = made;
        } else {
            several = made;
        }
        return made;
    }

    /** The report of that name; every name is known. */
    public Report report(String name) {
        StringBuilder text = new StringBuilder(64 * (data.reportLines() + 3));
        text.append("REPORT ").append(name).append('\n');
        text.append("PARTICIPANT ").append(participant).append('\n');
        long words = ProductionData.mix(seed ^ textSeed(name));
        long total = 0;
        for (int i = 0; i < data.reportLines(); i++) {
            text.append(record(i)).append('\n');
            total += amount(word(i));
        }
        appendAmount(text.append("TOTAL "), total).append('\n');
        text.append("CONTROL ").append(Long.toUnsignedString(words, 36)).append('\n');
        String content = text.toString();
        return new Report(name, content, ProductionData.sha256(content));
    }

    /** The record at that index, from 0: a position in one instrument. */
    String record(int index) {
        Objects.checkIndex(index, data.recordsPerParticipant());
        long word = word(index);
        StringBuilder line = new StringBuilder(64);
        padded(line, index + 1L, 6).append(' ');
        padded(line, 1 + Long.remainderUnsigned(word, 9_999), 5).append(".HK ");
        line.append((word & 1) == 0 ? "LONG " : "SHORT ");
        padded(line, quantity(word), 9).append(' ');
        line.append(CURRENCIES[(int) ((word >>> 1) & 0x7FFF) % CURRENCIES.length])
                .append(' ');
        return appendAmount(line, amount(word)).toString();
    }

    private long word(int index) {
        return ProductionData.mix(seed + index);
    }

    private static long quantity(long word) {
        return 100 * (1 + ((word >>> 16) & 0xFFFF));
    }

    private static long amount(long word) {
        return quantity(word) * (10 + ((word >>> 32) & 0xFFFFF));
    }

    private static StringBuilder appendAmount(StringBuilder to, long cents) {
        return padded(to.append(cents / 100).append('.'), cents % 100, 2);
    }

    /** Not String.format: that would follow the default locale and cost a microsecond. */
    private static StringBuilder padded(StringBuilder to, long value, int width) {
        String digits = Long.toString(value);
        for (int i = digits.length(); i < width; i++) {
            to.append('0');
        }
        return to.append(digits);
    }

    private static long textSeed(String text) {
        long h = 0;
        for (int i = 0; i < text.length(); i++) {
            h = ProductionData.mix(h + text.charAt(i));
        }
        return h;
    }

    /** Makes a line when it is read: an answer of thousands of records costs what is looked at. */
    final class Lines extends AbstractList<String> implements RandomAccess {
        private final int size;
        private long check;
        private boolean isChecked;

        Lines(int size) {
            this.size = size;
        }

        @Override
        public String get(int index) {
            return record(Objects.checkIndex(index, size));
        }

        @Override
        public int size() {
            return size;
        }

        /** Of lines that cannot change: worked out once. */
        long check() {
            if (!isChecked) {
                check = ProductionData.checkEach(this);
                isChecked = true;
            }
            return check;
        }
    }
}
