package dev.sitefailover.examples.e08_fix;

import java.net.URI;
import quickfix.ConfigError;
import quickfix.FieldConvertError;
import quickfix.Log;
import quickfix.LogFactory;
import quickfix.SessionID;
import quickfix.SessionSettings;

/** Both sides' settings. The same two identities at every site, as a participant has them. */
public final class FixSettings {
    private static final String VERSION = "FIX.4.4";
    private static final String PARTICIPANT = "P001";
    private static final String ORGANISER = "CLEARING";
    public static final SessionID INITIATOR = new SessionID(VERSION, PARTICIPANT, ORGANISER);
    static final SessionID ACCEPTOR = new SessionID(VERSION, ORGANISER, PARTICIPANT);

    private FixSettings() {}

    /** A session at that address only: which site to go to is not QuickFIX/J's decision. */
    public static SessionSettings initiator(URI site, SequencePolicy policy) throws ConfigError, FieldConvertError {
        SessionSettings settings = common(INITIATOR, "initiator");
        settings.setString(INITIATOR, "SocketConnectHost", site.getHost());
        settings.setLong(INITIATOR, "SocketConnectPort", site.getPort());
        settings.setLong(INITIATOR, "HeartBtInt", 5);
        settings.setLong(INITIATOR, "ReconnectInterval", 60); // the engine tries again, not the initiator
        settings.setLong(INITIATOR, "LogonTimeout", 5);
        settings.setLong(INITIATOR, "LogoutTimeout", 1);
        settings.setString(INITIATOR, "ResetOnLogon", policy == SequencePolicy.RESET ? "Y" : "N");
        return settings;
    }

    static SessionSettings acceptor() throws ConfigError, FieldConvertError {
        SessionSettings settings = common(ACCEPTOR, "acceptor");
        settings.setString(ACCEPTOR, "SocketAcceptAddress", "127.0.0.1");
        settings.setLong(ACCEPTOR, "SocketAcceptPort", 0);
        return settings;
    }

    private static SessionSettings common(SessionID id, String type) throws ConfigError, FieldConvertError {
        SessionSettings settings = new SessionSettings();
        settings.setString(id, "ConnectionType", type);
        settings.setString(id, "NonStopSession", "Y");
        settings.setString(id, "UseDataDictionary", "N");
        settings.setString(id, "CheckLatency", "N");
        return settings;
    }

    /** Says nothing: what matters is told by the engine's events. */
    public static LogFactory quiet() {
        return id -> new Log() {
            @Override
            public void clear() {}

            @Override
            public void onIncoming(String message) {}

            @Override
            public void onOutgoing(String message) {}

            @Override
            public void onEvent(String text) {}

            @Override
            public void onErrorEvent(String text) {}
        };
    }
}
