package dev.sitefailover.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TellingTest {
    private final List<String> told = new ArrayList<>();

    private Telling.Listener<@Nullable String> noting(String who) {
        return (value, error) -> told.add(who + " " + (error == null ? value : error.getMessage()));
    }

    @Test
    void anyStageTellsItsValueAndItsErrorAsItIs() {
        CompletableFuture<String> good = new CompletableFuture<>();
        CompletableFuture<String> bad = new CompletableFuture<>();
        Telling.tell(good, noting("good"));
        Telling.tell(bad, noting("bad"));

        good.complete("yes");
        bad.completeExceptionally(new IllegalStateException("no"));

        assertThat(told).containsExactly("good yes", "bad no");
    }

    /** A stage that fails because another one did makes an exception of its own, with a stack trace that says nothing. */
    @Test
    void noStageIsMadeThatFailsAsTheOneListenedTo() {
        CompletableFuture<String> bad = new CompletableFuture<>() {
            @Override
            public CompletableFuture<String> whenComplete(
                    BiConsumer<? super String, ? super @Nullable Throwable> action) {
                throw new AssertionError("it fails when this one does");
            }
        };
        Telling.tell(bad, noting("bad"));

        bad.completeExceptionally(new IllegalStateException("no"));

        assertThat(told).containsExactly("bad no");
    }

    @Test
    void aStageThatTellsMakesNoOther() {
        OneListener stage = new OneListener();
        Telling.tell(stage, noting("first"));
        assertThat(stage.getNumberOfDependents()).isZero();
    }

    @Test
    void whoIsNotTakenAsListenerIsToldAsByAnyStage() {
        OneListener stage = new OneListener();
        Telling.tell(stage, noting("first"));
        Telling.tell(stage, noting("second"));
        assertThat(stage.getNumberOfDependents()).isOne();

        stage.complete("yes");

        assertThat(told).containsExactly("second yes", "first yes");
    }

    /** Takes one listener. */
    private static final class OneListener extends Telling<String> {
        private @Nullable BiConsumer<? super String, ? super @Nullable Throwable> listener;

        @Override
        public boolean tells(BiConsumer<? super String, ? super @Nullable Throwable> told) {
            boolean taken = listener == null;
            listener = taken ? told : listener;
            return taken;
        }

        @Override
        public boolean complete(String value) {
            boolean first = super.complete(value);
            if (first && listener != null) {
                listener.accept(value, null);
            }
            return first;
        }
    }
}
