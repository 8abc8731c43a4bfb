package dev.sitefailover.clearing;

/**
 * A downloaded report.
 *
 * @param name the report's name
 * @param content its text
 * @param sha256 SHA-256 of the content's UTF-8 bytes as the site sent them, lower-case hexadecimal
 */
public record Report(String name, String content, String sha256) implements ClearingReply {

    /** Whether the digest belongs to the content. */
    public boolean verifies() {
        return sha256.equals(ProductionData.sha256(content));
    }

    /** The same digest over content that was damaged on the way. */
    public Report corrupted() {
        return new Report(name, content + "\u0000", sha256);
    }
}
