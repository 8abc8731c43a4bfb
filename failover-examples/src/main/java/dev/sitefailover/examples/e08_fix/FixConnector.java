package dev.sitefailover.examples.e08_fix;

import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import dev.sitefailover.site.SiteFailoverException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import quickfix.ConfigError;
import quickfix.FieldConvertError;
import quickfix.MemoryStoreFactory;
import quickfix.MessageStore;

/** The life of a session at a site. One store for all sites: with {@link SequencePolicy#KEEP} it follows the move. */
public final class FixConnector implements Connector<FixSession> {
    private final SequencePolicy policy;
    private final MessageStore store = new MemoryStoreFactory().create(FixSettings.INITIATOR);

    public FixConnector(SequencePolicy policy) {
        this.policy = policy;
    }

    /** Nothing is sent yet: a second logon of one identity can throw out the first. */
    @Override
    public CompletionStage<FixSession> open(Site site) {
        return CompletableFuture.completedFuture(new FixSession(site, policy, store));
    }

    @Override
    public CompletionStage<Void> activate(FixSession session, Site site, Epoch epoch) {
        try {
            return session.logOn();
        } catch (ConfigError | FieldConvertError e) {
            throw new SiteFailoverException("the session cannot be set up: " + e.getMessage(), e);
        }
    }

    @Override
    public CompletionStage<Void> deactivate(FixSession session, Site site, Epoch epoch) {
        session.logOut(false);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close(FixSession session) {
        session.close();
    }
}
