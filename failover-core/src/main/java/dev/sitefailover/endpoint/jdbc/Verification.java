package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.site.Site;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS is the driver's. PostgreSQL's checks neither issuer nor name unless it is told {@code sslmode=verify-full} (its
 * manual, "Using SSL"); whoever relies on it should have been told once.
 */
final class Verification {
    private static final Logger LOG = LoggerFactory.getLogger(FailoverDataSource.class);
    private static final Pattern HOSTS = Pattern.compile("jdbc:postgresql://([^/?]+).*");
    private static final Pattern MODE = Pattern.compile(".*[?&]sslmode=([^&]*).*");
    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1])(:\\d+)?", Pattern.CASE_INSENSITIVE);
    /** In the whole process: every activation makes a source of its own. */
    private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

    private Verification() {}

    /** Once per site's address. */
    static void warnIfNone(Site site, String url, Properties properties) {
        if (isMissing(url, properties) && WARNED.add(url)) {
            LOG.warn(
                    "the certificate of site {} is not compared with its host name: PostgreSQL's driver does so with"
                            + " sslmode=verify-full only",
                    site.id());
        }
    }

    /** Whether that address leads to a PostgreSQL server elsewhere, unverified. */
    static boolean isMissing(String url, Properties properties) {
        Matcher hosts = HOSTS.matcher(url);
        if (!hosts.matches()) {
            return false;
        }
        Matcher mode = MODE.matcher(url);
        String chosen = mode.matches() ? mode.group(1) : properties.getProperty("sslmode");
        if ("verify-full".equals(chosen)) {
            return false;
        }
        for (String host : hosts.group(1).split(",", -1)) {
            if (!LOOPBACK.matcher(host).matches()) {
                return true;
            }
        }
        return false;
    }
}
