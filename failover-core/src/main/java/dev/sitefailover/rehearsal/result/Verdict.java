package dev.sitefailover.rehearsal.result;

/** How something that was rehearsed came out. */
public enum Verdict {
    /** Everything that was required was seen to happen. */
    PASSED,
    /** Something required did not happen. */
    FAILED,
    /** It was not tried; the detail says why. An objective that was not set is reported, not judged: SKIPPED. */
    SKIPPED,
    /** A participant who was not admitted, for instance after the registration deadline. */
    REFUSED
}
