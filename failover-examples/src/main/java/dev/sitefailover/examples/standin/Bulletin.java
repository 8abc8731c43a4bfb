package dev.sitefailover.examples.standin;

import dev.sitefailover.examples.standin.store.Page;
import dev.sitefailover.examples.standin.store.Ranges;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one site tells the other: its standing, and submissions to be copied. Copying is a union of sets, so a bulletin may
 * arrive more than once.
 *
 * @param kind what it is for
 * @param site the sender
 * @param admin where the sender takes orders
 * @param promotion the sender's
 * @param outOfDate whether the sender is out of date
 * @param serving whether the sender is open
 * @param always whether the sender is open whenever it is up to date
 * @param inSync whether all the sender has acknowledged is at the receiver once it has read this
 * @param waiting whether the sender holds back more for the receiver
 * @param sentAt milliseconds of the sender's clock; after it stood still, when that began, for as long as requests from then
 *     may still wait to be read
 * @param lag of an answer how far the sender's own copy is to trail, else how far the receiver's does
 * @param pages submissions
 */
record Bulletin(
        Kind kind,
        String site,
        String admin,
        Promotion promotion,
        boolean outOfDate,
        boolean serving,
        boolean always,
        boolean inSync,
        boolean waiting,
        long sentAt,
        Duration lag,
        List<Page> pages) {

    private static final int FORMAT = 0x53466231;

    enum Kind {
        /** How are you? */
        HELLO,
        /** All there is. */
        STATE,
        /** What came since. */
        NEWS,
        /** Make way for the promotion that is told here: hand over what you have, and close. */
        YIELD,
        /** Make way, and do not bother to hand over: we do not reach each other. */
        GIVE_UP,
        /** The answer: taken. */
        TAKEN,
        /** The answer: not taken; the standing says why. */
        NOT_TAKEN
    }

    /** Without submissions. */
    Bulletin as(Kind other) {
        return with(other, false, false, List.of());
    }

    Bulletin with(Kind other, boolean nowInSync, boolean nowWaiting, List<Page> submissions) {
        return new Bulletin(
                other,
                site,
                admin,
                promotion,
                outOfDate,
                serving,
                always,
                nowInSync,
                nowWaiting,
                sentAt,
                lag,
                submissions);
    }

    Bulletin lagging(Duration by) {
        return new Bulletin(
                kind, site, admin, promotion, outOfDate, serving, always, inSync, waiting, sentAt, by, pages);
    }

    Bulletin of(Promotion other) {
        return new Bulletin(kind, site, admin, other, outOfDate, serving, always, inSync, waiting, sentAt, lag, pages);
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(FORMAT);
            out.writeByte(kind.ordinal());
            out.writeUTF(site);
            out.writeUTF(admin);
            out.writeLong(promotion.number());
            out.writeUTF(promotion.holder());
            out.writeBoolean(outOfDate);
            out.writeBoolean(serving);
            out.writeBoolean(always);
            out.writeBoolean(inSync);
            out.writeBoolean(waiting);
            out.writeLong(sentAt);
            out.writeLong(lag.toNanos());
            write(out, pages);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, List<Page> pages) throws IOException {
        out.writeInt(pages.size());
        for (Page page : pages) {
            out.writeUTF(page.participant());
            write(out, page.applied());
            write(out, page.purged());
        }
    }

    private static void write(DataOutputStream out, Ranges ranges) throws IOException {
        out.writeInt(ranges.count());
        for (int i = 0; i < ranges.count(); i++) {
            out.writeLong(ranges.from(i));
            out.writeLong(ranges.to(i));
        }
    }

    /**
     * The bulletin in those bytes.
     *
     * @throws IllegalArgumentException when they are none
     */
    static Bulletin read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != FORMAT) {
                throw new IllegalArgumentException("this is no bulletin of this version");
            }
            int kind = in.readByte();
            if (kind < 0 || kind >= Kind.values().length) {
                throw new IllegalArgumentException("a bulletin of kind " + kind + " is not known");
            }
            return new Bulletin(
                    Kind.values()[kind],
                    in.readUTF(),
                    in.readUTF(),
                    new Promotion(in.readLong(), in.readUTF()),
                    in.readBoolean(),
                    in.readBoolean(),
                    in.readBoolean(),
                    in.readBoolean(),
                    in.readBoolean(),
                    in.readLong(),
                    Duration.ofNanos(in.readLong()),
                    pages(in));
        } catch (IOException e) {
            throw new IllegalArgumentException("the bulletin ends too soon", e);
        }
    }

    private static List<Page> pages(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<Page> pages = new ArrayList<>(Math.min(1_000, Math.max(0, count)));
        for (int i = 0; i < count; i++) {
            pages.add(new Page(in.readUTF(), ranges(in), ranges(in), 0));
        }
        return pages;
    }

    private static Ranges ranges(DataInputStream in) throws IOException {
        int count = in.readInt();
        Ranges ranges = new Ranges();
        for (int i = 0; i < count; i++) {
            ranges.add(in.readLong(), in.readLong());
        }
        return ranges;
    }
}
