package dev.sitefailover.examples.e01_embed;

import dev.sitefailover.site.Site;
import java.net.URI;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicReference;

/** Stands in for the client a gateway already has. This library knows nothing of it. */
final class Ccass {
    /** What the organiser's own systems would be: which site is open, and the submissions both sites hold. */
    static final class Organiser {
        private final AtomicReference<String> open = new AtomicReference<>("https://primary.example");
        private final Collection<String> submissions = new ConcurrentSkipListSet<>();

        void promote(Site site) {
            open.set(site.address().toString());
        }

        Ccass connect(URI address) {
            return new Ccass(this, address.toString());
        }
    }

    private final Organiser organiser;
    private final String address;

    private Ccass(Organiser organiser, String address) {
        this.organiser = organiser;
        this.address = address;
    }

    boolean openForBusiness() {
        return address.equals(organiser.open.get());
    }

    String submit(String id) {
        organiser.submissions.add(id);
        return id + " taken at " + address;
    }

    Optional<String> find(String id) {
        return organiser.submissions.contains(id) ? Optional.of(id) : Optional.empty();
    }
}
