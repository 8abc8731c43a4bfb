package dev.sitefailover.document.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The ids of one sort of thing, which are unique. */
public final class Ids {
    /** What a thing is called whose id could not be read. */
    public static final String UNREADABLE = "unreadable";

    private final String thing;
    private final Problems problems;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private boolean complete = true;

    /** @param thing what people call it, e.g. {@code site} */
    public Ids(String thing, Problems problems) {
        this.thing = thing;
        this.problems = problems;
    }

    /** The thing's id, which must be there and new. */
    public String read(Fields fields) {
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

    /** More of them stand where nothing could be read. */
    public void incomplete() {
        complete = false;
    }

    /** Whether every id could be read; else an unknown one may be among the unread. */
    public boolean complete() {
        return complete;
    }

    /** Those read so far. */
    public Set<String> all() {
        return places.keySet();
    }
}
