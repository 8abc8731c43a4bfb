package dev.sitefailover.clearing;

import dev.sitefailover.site.Reply;

/** What a site answers. Immutable values; {@link #body()} is the JSON form. */
public sealed interface ClearingReply extends Reply
        permits Pong, Greeted, Records, Report, Acknowledgement, FoundSubmission, Purged, Refusal {

    @Override
    default Status status() {
        return Status.OK;
    }

    @Override
    default byte[] body() {
        return ClearingCodec.encode(this);
    }
}
