package dev.sitefailover.rehearsal.live;

import java.util.Optional;

/** Asks the people at the terminal. */
@FunctionalInterface
public interface Prompt {
    /** Nobody is there. */
    Prompt UNATTENDED = new Prompt() {
        @Override
        public Optional<String> ask(String text) {
            return Optional.empty();
        }

        @Override
        public boolean isAttended() {
            return false;
        }
    };

    /**
     * Asks and waits for the answer. An interrupt of the thread ends the waiting.
     *
     * @param text one line that says what to do
     * @return what was typed, without its line end; empty when nobody answers, because nobody is there or the input ended
     */
    Optional<String> ask(String text);

    /** Whether that is a refusal: n or no. */
    static boolean isNo(String answer) {
        String said = answer.strip();
        return said.equalsIgnoreCase("n") || said.equalsIgnoreCase("no");
    }

    /**
     * Whether there is somebody to ask. What nobody is asked for is done when it can be seen; what somebody is asked for is
     * done when he says so. Default: there is.
     */
    default boolean isAttended() {
        return true;
    }
}
