package dev.sitefailover.clearing;

/**
 * The connectivity test: which site answers here, and is it open? A site on standby answers too.
 *
 * @param participant who asks
 */
public record Greeting(String participant) implements ClearingRequest {
    static final String OPERATION = "connectivity-test";

    @Override
    public String operation() {
        return OPERATION;
    }
}
