package dev.sitefailover.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operations in doubt, oldest first, until an enquiry or the operator settles them. It outlives the client: hand
 * the same register to the next one and nothing is dropped at a restart. Kept in memory; safe for use by several
 * threads.
 */
public final class InDoubtRegister {
    private final Map<String, InDoubtEntry> open = new LinkedHashMap<>();
    private volatile int size;

    /** A register with nothing in doubt. */
    public InDoubtRegister() {}

    /** The open entries, oldest first; a snapshot. */
    public List<InDoubtEntry> entries() {
        synchronized (open) {
            return new ArrayList<>(open.values());
        }
    }

    /** The open entry of an operation and key, or null. */
    public @Nullable InDoubtEntry find(Operation operation, String key) {
        synchronized (open) {
            return open.get(id(operation, key));
        }
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * Settles an entry by hand or by enquiry; {@link Finding#UNKNOWN} leaves it open.
     *
     * @return true when this call settled it
     */
    public boolean settle(InDoubtEntry entry, Finding finding) {
        if (finding == Finding.UNKNOWN) {
            return false;
        }
        synchronized (open) {
            if (!open.remove(id(entry.operation(), entry.key()), entry)) {
                return false;
            }
            size = open.size();
        }
        // outside the lock: what depends on the entry may come back to this register
        return entry.settle(finding);
    }

    void enter(InDoubtEntry entry) {
        InDoubtEntry before;
        synchronized (open) {
            before = open.put(id(entry.operation(), entry.key()), entry);
            size = open.size();
        }
        if (before != null) {
            entry.markSentBefore();
            // the same key sent again: what is found out of it settles both
            InDoubtEntry earlier = before;
            entry.settled().thenAccept(earlier::settle);
        }
    }

    private static String id(Operation operation, String key) {
        return operation.name() + '\u0000' + key;
    }
}
