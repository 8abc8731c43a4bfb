package dev.sitefailover.clearing;

/**
 * Asks for the participant's first records of production data.
 *
 * @param participant who asks
 * @param records how many, at least 1
 */
public record Enquiry(String participant, int records) implements ClearingRequest {
    static final String OPERATION = "enquiry";

    public Enquiry {
        if (records < 1) {
            throw new IllegalArgumentException("records must be >= 1, was " + records);
        }
    }

    @Override
    public String operation() {
        return OPERATION;
    }
}
