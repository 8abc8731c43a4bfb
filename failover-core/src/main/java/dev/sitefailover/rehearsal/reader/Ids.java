package dev.sitefailover.rehearsal.reader;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The ids of one sort of thing, which are unique. */
final class Ids {
    /** What a thing is called whose id could not be read. */
    static final String UNREADABLE = "unreadable";

    private final String thing;
    private final Problems problems;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private boolean complete = true;

    Ids(String thing, Problems problems) {
        this.thing = thing;
        this.problems = problems;
    }

    /** The thing's id, which must be there and new. */
    String read(Fields fields) {
        String id = fields.need("id", Texts.ID).orElse("");
        if (id.isEmpty()) {
            complete = false;
            return UNREADABLE;
        }
        Place earlier = places.putIfAbsent(id, fields.placeOf("id"));
        if (earlier != null) {
            problems.add(
                    fields.placeOf("id"),
                    "duplicate " + thing + " id " + Shown.quoted(id),
                    "it stands at " + earlier + " already and must be unique");
        }
        return id;
    }

    void incomplete() {
        complete = false;
    }

    /** Whether every id could be read; else an unknown one may be among the unread. */
    boolean complete() {
        return complete;
    }

    Set<String> all() {
        return places.keySet();
    }
}
