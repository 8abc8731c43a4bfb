package dev.sitefailover.routing;

import dev.sitefailover.site.Reply;
import org.jspecify.annotations.Nullable;

/** Which classes are replies, remembered: to find out that a class does not implement an interface takes as long as a call. */
final class Replies extends ClassValue<Boolean> {
    private static final Replies KNOWN = new Replies();

    private Replies() {}

    static boolean isReply(@Nullable Object value) {
        return value != null && KNOWN.get(value.getClass());
    }

    @Override
    protected Boolean computeValue(Class<?> type) {
        return Reply.class.isAssignableFrom(type);
    }
}
