package dev.sitefailover.fault;

/**
 * The address leads to another site: greetings and probes are answered in another site's name, everything else as usual.
 * Who does not look at the name does business at a site nobody meant.
 */
public record WrongSite() implements Fault {
    /** The name it answers in. */
    public static final String NAME = "another-site";

    @Override
    public String kind() {
        return "wrong-site";
    }
}
