package dev.sitefailover.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls in flight in the order of their deadlines, linked by themselves: nothing is made for one. Guarded by the list. */
abstract class CallChain extends Spacing {
    private static final VarHandle SIZE;

    static {
        try {
            SIZE = MethodHandles.lookup().findVarHandle(CallChain.class, "size", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private @Nullable InFlight<?> head;
    private @Nullable InFlight<?> tail;
    /** Written without a fence: whoever reads it without the lock does not need the latest. */
    private int size;

    final @Nullable InFlight<?> first() {
        return head;
    }

    final int count() {
        return size;
    }

    /** As {@link #count()}, or a moment old; needs no lock. */
    final int sizeAbout() {
        return (int) SIZE.getOpaque(this);
    }

    final void link(InFlight<?> call) {
        call.listed = true;
        SIZE.setOpaque(this, size + 1);
        InFlight<?> before = tail;
        while (before != null && before.deadline - call.deadline > 0) {
            before = before.previous; // it was in flight already, in a slot
        }
        InFlight<?> after = before == null ? head : before.next;
        call.previous = before;
        call.next = after;
        if (before == null) {
            head = call;
        } else {
            before.next = call;
        }
        if (after == null) {
            tail = call;
        } else {
            after.previous = call;
        }
    }

    /** Does nothing when it is not in it any more. */
    final void unlink(InFlight<?> call) {
        if (!call.listed) {
            return;
        }
        call.listed = false;
        SIZE.setOpaque(this, size - 1);
        InFlight<?> before = call.previous;
        InFlight<?> after = call.next;
        if (before == null) {
            head = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            tail = before;
        } else {
            after.previous = before;
        }
        call.previous = null;
        call.next = null;
    }

    /** In order; the action neither links nor unlinks. */
    final void each(Consumer<InFlight<?>> action) {
        for (InFlight<?> call = head; call != null; call = call.next) {
            action.accept(call);
        }
    }
}
