package dev.sitefailover.rehearsal.live;

import java.util.Optional;

/** Asks the people at the terminal. */
@FunctionalInterface
public interface Prompt {
    /** Nobody is there. */
    Prompt UNATTENDED = text -> Optional.empty();

    /**
     * Asks and waits for the answer. An interrupt of the thread ends the waiting, as if nobody were there.
     *
     * @param text one line that says what to do
     * @return what was typed, without its line end; empty when nobody is there
     */
    Optional<String> ask(String text);
}
