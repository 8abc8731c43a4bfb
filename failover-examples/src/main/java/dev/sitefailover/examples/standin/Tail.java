package dev.sitefailover.examples.standin;

import dev.sitefailover.examples.standin.store.Page;
import dev.sitefailover.examples.standin.store.Ranges;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What was applied and is still to be handed on, in order. Guarded by the link. */
final class Tail {
    /** Beyond this many the oldest are forgotten: a catch-up hands everything on anyway. */
    static final int MOST = 200_000;

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** A submission; {@code done} is null when nobody waits for it. */
    record Entry(String participant, long number, long at, @Nullable CompletableFuture<Void> done) {
        void tell() {
            if (done != null) {
                done.complete(null);
            }
        }
    }

    void append(Entry entry) {
        if (entries.size() == MOST) {
            entries.removeFirst().tell();
        }
        entries.addLast(entry);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int size() {
        return entries.size();
    }

    /** When the oldest was applied. */
    long oldest() {
        return entries.getFirst().at();
    }

    /** Takes out what was applied by then, at most that many. */
    List<Entry> take(long appliedBy, int most) {
        List<Entry> due = new ArrayList<>();
        while (!entries.isEmpty() && due.size() < most && entries.getFirst().at() - appliedBy <= 0) {
            due.add(entries.removeFirst());
        }
        return due;
    }

    /** Puts back what was taken. */
    void putBack(List<Entry> taken) {
        for (int i = taken.size() - 1; i >= 0; i--) {
            entries.addFirst(taken.get(i));
        }
    }

    List<Entry> clear() {
        List<Entry> all = new ArrayList<>(entries);
        entries.clear();
        return all;
    }

    /** The numbers held back, by participant. */
    Map<String, Ranges> held() {
        return byParticipant(entries);
    }

    static List<Page> pages(List<Entry> entries) {
        List<Page> pages = new ArrayList<>();
        byParticipant(entries)
                .forEach((participant, numbers) -> pages.add(new Page(participant, numbers, new Ranges(), 0)));
        return pages;
    }

    private static Map<String, Ranges> byParticipant(Iterable<Entry> entries) {
        Map<String, Ranges> numbers = new LinkedHashMap<>();
        for (Entry entry : entries) {
            numbers.computeIfAbsent(entry.participant(), p -> new Ranges()).add(entry.number());
        }
        return numbers;
    }
}
