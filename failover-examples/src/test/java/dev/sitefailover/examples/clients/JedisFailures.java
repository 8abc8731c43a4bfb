package dev.sitefailover.examples.clients;

import dev.sitefailover.routing.FailureClassifier;
import dev.sitefailover.site.Delivery;
import java.net.ConnectException;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** What an exception of Jedis means for sending the command again. */
final class JedisFailures implements FailureClassifier {

    @Override
    public Delivery ofError(Throwable error) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (e instanceof JedisConnectionException) {
                return isBeforeSending(e) ? Delivery.NOT_SENT : Delivery.IN_DOUBT;
            }
        }
        return FailureClassifier.standard().ofError(error); // what Redis answered is an answer
    }

    /** No connection could be made; whatever else happens to a connection may happen after the command was read. */
    private static boolean isBeforeSending(Throwable error) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (e instanceof ConnectException || String.valueOf(e.getMessage()).startsWith("Failed to connect")) {
                return true;
            }
        }
        return false;
    }
}
