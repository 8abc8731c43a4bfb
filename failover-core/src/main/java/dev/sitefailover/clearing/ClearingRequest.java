package dev.sitefailover.clearing;

import dev.sitefailover.site.Request;
import java.util.List;

/** What a participant asks of a site. Immutable values; {@link #body()} is the JSON form. */
public sealed interface ClearingRequest extends Request
        permits ProbePing, Greeting, Enquiry, ReportDownload, Submission, FindSubmission, Purge {

    /** Every operation's name, probes first; a fault that names operations names these. */
    List<String> OPERATIONS = List.of(
            ProbePing.OPERATION,
            Greeting.OPERATION,
            Enquiry.OPERATION,
            ReportDownload.OPERATION,
            Submission.OPERATION,
            FindSubmission.OPERATION,
            Purge.OPERATION);

    /** Who asks. */
    String participant();

    @Override
    default byte[] body() {
        return ClearingCodec.encode(this);
    }
}
