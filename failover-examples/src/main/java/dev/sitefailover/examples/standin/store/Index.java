package dev.sitefailover.examples.standin.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the database holds, as ranges in memory. Guarded by the ledger. */
final class Index {
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final List<Account> byId = new ArrayList<>();

    /** One participant's part. */
    static final class Account {
        final int id;
        final String participant;
        Ranges applied = new Ranges();
        Ranges purged = new Ranges();
        long repeats;

        Account(int id, String participant) {
            this.id = id;
            this.participant = participant;
        }

        Page page() {
            return new Page(participant, applied.copy(), purged.copy(), repeats);
        }
    }

    @Nullable
    Account of(String participant) {
        return accounts.get(participant);
    }

    Account byId(int id) {
        return byId.get(id);
    }

    int nextId() {
        return byId.size();
    }

    Account add(int id, String participant) {
        if (id != byId.size()) {
            throw new IllegalStateException("participants are numbered without gaps, found " + id);
        }
        Account account = new Account(id, participant);
        byId.add(account);
        accounts.put(participant, account);
        return account;
    }

    /** Takes back the participant added last. */
    void removeLast(Account account) {
        byId.remove(byId.size() - 1);
        accounts.remove(account.participant);
    }

    Collection<Account> all() {
        return accounts.values();
    }
}
