package dev.sitefailover.examples.standin;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one line a stand-in prints on its output once it can be used.
 *
 * @param site its id
 * @param http where it does business
 * @param admin where it takes orders
 * @param tcp where it does business in the framed form; null when it does not
 * @param pid its process
 */
record ReadyLine(String site, URI http, URI admin, @Nullable URI tcp, long pid) {
    static final String START = "ready site=";

    static ReadyLine parse(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String word : line.split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                fields.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        try {
            String tcp = fields.get("tcp");
            return new ReadyLine(
                    need(fields, "site"),
                    URI.create(need(fields, "http")),
                    URI.create(need(fields, "admin")),
                    tcp == null ? null : URI.create(tcp),
                    Long.parseLong(need(fields, "pid")));
        } catch (IllegalArgumentException e) {
            throw new StandInException("not a stand-in's ready line: " + line, e);
        }
    }

    private static String need(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }

    @Override
    public String toString() {
        return START + site + " http=" + http + " admin=" + admin + (tcp == null ? "" : " tcp=" + tcp) + " pid=" + pid;
    }
}
