package dev.sitefailover.clearing;

/** What a site knows of a submission. */
public enum Disposition {
    /** It took effect here, also when it has been purged since. */
    APPLIED,
    /** It took no effect, and this site's copy reaches beyond the time it was sent. */
    ABSENT,
    /** It is not here, but this site's copy may still trail: ask again. */
    UNKNOWN
}
