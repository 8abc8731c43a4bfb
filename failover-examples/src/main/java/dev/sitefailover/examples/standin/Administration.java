package dev.sitefailover.examples.standin;

import dev.sitefailover.examples.standin.fault.Faults;
import dev.sitefailover.examples.standin.http.Answer;
import dev.sitefailover.examples.standin.http.Question;
import dev.sitefailover.examples.standin.store.Ledger;
import dev.sitefailover.examples.standin.store.Page;
import dev.sitefailover.examples.standin.store.Ranges;
import dev.sitefailover.fault.Crash;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.rehearsal.reader.RundownReader;
import dev.sitefailover.rehearsal.rundown.RundownException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The administration port: orders, faults, questions, and the other site's bulletins. */
final class Administration {
    static final int LONGEST_BODY = 64 * 1024 * 1024;

    private final Standing standing;
    private final Ledger ledger;
    private final Faults faults;
    private final Link link;
    private final Feed feed;
    private final Orders orders;
    private final Watch watch;
    private final Supplier<Bulletin> about;
    private final Ending ending;
    private final Log log;

    /** How the site ends. */
    interface Ending {
        /** In an orderly way, soon. */
        void stop();

        /** At once. */
        void crash();
    }

    Administration(
            Standing standing,
            Ledger ledger,
            Faults faults,
            Link link,
            Feed feed,
            Orders orders,
            Watch watch,
            Supplier<Bulletin> about,
            Ending ending,
            Log log) {
        this.standing = standing;
        this.ledger = ledger;
        this.faults = faults;
        this.link = link;
        this.feed = feed;
        this.orders = orders;
        this.watch = watch;
        this.about = about;
        this.ending = ending;
        this.log = log;
    }

    Answer answer(Question question) {
        try {
            String what = question.method() + " " + question.path();
            return switch (what) {
                case "POST " + Feed.PATH ->
                    Answer.json(200, feed.hear(Bulletin.read(question.body())).bytes());
                case "GET " + Orders.BOOKS ->
                    Answer.json(
                            200,
                            about.get()
                                    .with(Bulletin.Kind.STATE, false, false, ledger.pages())
                                    .bytes());
                case "GET /status" -> json(status());
                case "GET /books" -> json(books(parameter(question, "participant")));
                case "POST /promote" -> done(orders::promote);
                case "POST /stand-by" -> done(orders::standBy);
                case "POST /resynchronise" -> {
                    URI from = url(question, "from");
                    yield done(() -> orders.resynchronise(from));
                }
                case "POST /peer" -> {
                    URI peer = url(question, "url");
                    yield done(() -> {
                        standing.peer(peer);
                        link.kick();
                    });
                }
                case "POST /faults" -> inflict(question.body());
                case "DELETE /faults" -> done(this::lift);
                case "POST /stop" -> {
                    ending.stop();
                    yield json(Map.of("stopping", true));
                }
                default ->
                    Counter.error(
                            404,
                            "there is no " + Counter.clean(what) + "; there are GET /status, GET /books?participant=ID,"
                                    + " POST /promote, /stand-by, /resynchronise, /faults, /peer, /stop and DELETE /faults");
            };
        } catch (IllegalArgumentException e) {
            return Counter.error(400, Counter.clean(String.valueOf(e.getMessage())));
        } catch (IllegalStateException e) {
            return Counter.error(409, Counter.clean(String.valueOf(e.getMessage())));
        } catch (CompletionException e) {
            return Counter.error(500, Counter.clean(String.valueOf(e.getCause())));
        }
    }

    private Answer done(Runnable order) {
        order.run();
        return json(status());
    }

    private static Answer json(Map<String, ? extends @Nullable Object> object) {
        return Answer.json(200, Json.bytes(object));
    }

    private Map<String, @Nullable Object> status() {
        Map<String, @Nullable Object> status = new LinkedHashMap<>();
        status.put("site", standing.site());
        status.put("position", standing.position().name());
        status.put("servingSince", standing.since());
        status.put("promotion", standing.promotion().number());
        status.put("outOfDate", standing.isOutOfDate());
        status.put("faults", faults());
        status.put("peer", standing.peer());
        status.put("link", link.state().name());
        status.put("waiting", link.waiting());
        status.put("heardAt", feed.heardAt());
        status.put("inSync", feed.inSync());
        status.put("failing", ledger.failing());
        return status;
    }

    private List<Map<String, Object>> faults() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Occurrence occurrence : faults.inForce()) {
            Map<String, Object> fault = new LinkedHashMap<>();
            fault.put("fault", occurrence.fault().kind());
            occurrence.lasting().ifPresent(time -> fault.put("for", time));
            list.add(fault);
        }
        return list;
    }

    private Map<String, @Nullable Object> books(String participant) {
        Page page = ledger.page(participant);
        Ranges applied = page.applied();
        List<List<Long>> ranges = new ArrayList<>();
        for (int i = 0; i < applied.count(); i++) {
            ranges.add(List.of(applied.from(i), applied.to(i)));
        }
        Map<String, @Nullable Object> books = new LinkedHashMap<>();
        books.put("participant", participant);
        books.put("applied", ranges);
        books.put("twice", page.repeats());
        books.put("held", page.held());
        return books;
    }

    private Answer inflict(byte[] body) {
        Occurrence occurrence;
        try {
            occurrence = RundownReader.readFault("fault", body);
        } catch (RundownException e) {
            return Counter.error(
                    400, Counter.clean(String.valueOf(e.getMessage()).replace("\n", " | ")));
        }
        String kind = occurrence.fault().kind();
        if (occurrence.fault() instanceof Crash) {
            if (occurrence.lasting().isPresent()) {
                return Counter.error(400, "a site that crashed does not come back by itself: leave \"for\" out");
            }
            log.say("crash ordered");
            ending.crash();
        }
        boolean occurs = faults.place(occurrence);
        log.say("fault " + kind + (occurs ? " in force" : " does not occur: its probability was against it"));
        watch.look();
        link.kick();
        return json(Map.of("fault", kind, "occurs", occurs));
    }

    private void lift() {
        if (!faults.inForce().isEmpty()) {
            log.say("faults lifted: " + watch.kinds());
        }
        faults.lift();
        watch.look();
        link.kick();
    }

    private static String parameter(Question question, String name) {
        for (String pair : question.query().split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        throw new IllegalArgumentException("the parameter " + name + " is missing");
    }

    private static URI url(Question question, String field) {
        Object value = Json.object(question.body()).get(field);
        if (value instanceof String text) {
            URI url = URI.create(text);
            if ("http".equals(url.getScheme()) && url.getHost() != null && url.getPort() > 0) {
                return url;
            }
        }
        throw new IllegalArgumentException("\"" + field + "\" must be an address such as http://127.0.0.1:4712");
    }
}
