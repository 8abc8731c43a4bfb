package dev.sitefailover.search;

import dev.sitefailover.routing.InDoubtRegister;
import dev.sitefailover.simulation.Account;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import org.jspecify.annotations.Nullable;

/** One gateway of a run as a {@link Invariant.Watch} sees it: what its client system told, and the organiser's account of it. */
public interface GatewayView {

    /** From 0. */
    int index();

    /** The participant it speaks for. */
    String participant();

    /** Where its calls go, as its client system told; null for nowhere. */
    @Nullable
    Site routed();

    /** Since when {@link #routed()} is as it is, in nanoseconds since the start. */
    long routedSince();

    /** The epoch in which calls went somewhere last. */
    Epoch epoch();

    /** Where calls went last, or go; null when they never went anywhere. */
    @Nullable
    Site lastRouted();

    /** Where its client system decided to be last; the first site before any decision. */
    Site wanted();

    /** Until when its operator holds automatic moves, in nanoseconds since the start; 0 when never. */
    long heldUntil();

    /** When its operator declared a move last, in nanoseconds since the start; negative when never. */
    long declaredAt();

    /** When it was started last. */
    long startedAt();

    /** When a call was answered last; negative when none was. */
    long answeredAt();

    /** Where a call was answered last, by the site's number; negative when none was. */
    int answeredBy();

    /** When the site with that number was asked that last answered a probe that it serves; negative when none was. */
    long foundServing(int site);

    /** What is in doubt. */
    InDoubtRegister inDoubt();

    /** What its submissions came to, by the organiser's and its own knowledge together. */
    Account account();

    /** How many submissions it has made; they are numbered from 1. */
    long submissions();

    /** Whether calls go to that site. */
    default boolean isRoutedTo(String site) {
        Site routed = routed();
        return routed != null && routed.id().equals(site);
    }
}
