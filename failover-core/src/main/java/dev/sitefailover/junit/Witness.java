package dev.sitefailover.junit;

import dev.sitefailover.FailoverListener;
import dev.sitefailover.SiteFailover;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.monitoring.EventWords;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.util.ArrayDeque;

/**
 * Sees what a test's clients do, so that a failure can tell it, and closes them after the test. A parameter of a test with
 * {@link SimulatedSites}. Safe for use by several threads.
 */
public final class Witness {
    private final Story story;
    private final ArrayDeque<AutoCloseable> opened = new ArrayDeque<>();

    Witness(Story story) {
        this.story = story;
    }

    /** Notes what the client does from now on, and closes it after the test; returns it. */
    public <C> SiteFailover<C> watch(SiteFailover<C> client) {
        client.listen(listener());
        return closing(client);
    }

    /** Notes what a client does, for {@code SiteFailover}'s builder, where something of your own starts and closes it. */
    public FailoverListener listener() {
        return new Told(story);
    }

    /** Closes it after the test, the last one first; returns it. */
    public synchronized <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }

    /** A line of your own among the events: what the test itself does at this time. */
    public void note(String text) {
        story.tell(text);
    }

    synchronized ArrayDeque<AutoCloseable> opened() {
        return opened;
    }

    private record Told(Story story) implements FailoverListener {
        @Override
        public void on(SwitchEvent event) {
            if (EventWords.matters(event)) {
                story.tell("client: " + EventWords.of(event));
            }
        }

        @Override
        public void firstSuccess(Site site, Epoch epoch, long at) {
            story.tell("client: first call answered by " + site + " in epoch " + epoch);
        }

        @Override
        public void inDoubt(InDoubtEntry entry) {
            story.tell("client: " + EventWords.inDoubt(entry));
        }

        @Override
        public void settled(InDoubtEntry entry, Finding finding) {
            story.tell("client: " + EventWords.settled(entry, finding));
        }
    }
}
