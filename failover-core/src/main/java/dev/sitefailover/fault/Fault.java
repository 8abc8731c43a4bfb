package dev.sitefailover.fault;

import java.time.Duration;
import java.util.List;

/**
 * One thing that goes wrong at a site, as a value. Every kind is a record whose documentation says what a client
 * observes; parameters are checked when it is made. Immutable, safe for use by several threads.
 *
 * <p>How long a fault lasts, how likely it is at all and whom it meets is its {@link Occurrence}. Several faults stack:
 * they are asked in the order they were placed.
 */
public sealed interface Fault
        permits Refuse,
                Blackhole,
                Hang,
                Reset,
                Slow,
                ErrorRate,
                Gray,
                LostAck,
                Duplicate,
                Corrupt,
                Flap,
                Partition,
                ReplicationLag,
                StaleDns,
                TlsExpired,
                ColdStart,
                Capacity,
                ClockSkew,
                WrongSite,
                Crash {

    /** The name in rundowns and reports: kebab case, e.g. {@code lost-ack}. */
    String kind();

    /** This fault, certain, on probes and business alike, until it is lifted. */
    default Occurrence always() {
        return Occurrence.of(this);
    }

    /** Connections are refused at once. */
    static Refuse refuse() {
        return new Refuse();
    }

    /** Connections are never answered. */
    static Blackhole blackhole() {
        return new Blackhole();
    }

    /** Requests are accepted and never answered, from the first one on. */
    static Hang hang() {
        return new Hang(0);
    }

    /** Requests are accepted and never answered, once {@code requests} were answered. */
    static Hang hangAfter(int requests) {
        return new Hang(requests);
    }

    /** Connections are reset in that phase. */
    static Reset reset(Phase phase) {
        return new Reset(phase);
    }

    /** Each round trip takes {@code latency} longer. */
    static Slow slow(Duration latency) {
        return new Slow(new Slow.Fixed(latency));
    }

    /** Each round trip takes a drawn time longer, half of them at most {@code p50}, 99 % at most {@code p99}. */
    static Slow slow(Duration p50, Duration p99) {
        return new Slow(new Slow.Spread(p50, p99));
    }

    /** Each round trip takes {@code factor} times as long. */
    static Slow slowBy(double factor) {
        return new Slow(new Slow.Factor(factor));
    }

    /** Each message fails inside the site with probability {@code p}. */
    static ErrorRate errorRate(double p) {
        return new ErrorRate(p);
    }

    /** That fraction of the business calls fails while probes pass. */
    static Gray gray(double fraction) {
        return new Gray(List.of(), fraction);
    }

    /** Those operations fail while probes and all others pass. */
    static Gray gray(List<String> operations) {
        return new Gray(operations, 1);
    }

    /** With probability {@code p} a request is applied and its reply lost. */
    static LostAck lostAck(double p) {
        return new LostAck(p);
    }

    /** With probability {@code p} a request arrives twice. */
    static Duplicate duplicate(double p) {
        return new Duplicate(p);
    }

    /** With probability {@code p} a reply's content does not match its digest. */
    static Corrupt corrupt(double p) {
        return new Corrupt(p);
    }

    /** The site is reachable for {@code up}, then not for {@code down}, and so on. */
    static Flap flap(Duration up, Duration down) {
        return new Flap(up, down);
    }

    /** Clients and the site cannot reach each other, in both directions. */
    static Partition partition() {
        return new Partition(Between.CLIENT, Direction.BOTH);
    }

    /** Messages in that direction are lost between the site and {@code between}. */
    static Partition partition(Between between, Direction direction) {
        return new Partition(between, direction);
    }

    /** The site's copy of the data trails by {@code lag}. */
    static ReplicationLag replicationLag(Duration lag) {
        return new ReplicationLag(lag);
    }

    /** Clients resolve the site's name to what it was {@code age} ago. */
    static StaleDns staleDns(Duration age) {
        return new StaleDns(age);
    }

    /** The site's certificate has expired. */
    static TlsExpired tlsExpired() {
        return new TlsExpired();
    }

    /** The site is slow after it starts serving and reaches full speed after {@code warmup}. */
    static ColdStart coldStart(Duration warmup) {
        return new ColdStart(warmup);
    }

    /** The site works on {@code concurrent} requests at a time and lets {@code queue} more wait. */
    static Capacity capacity(int concurrent, int queue) {
        return new Capacity(concurrent, queue);
    }

    /** The site's clock is {@code offset} ahead. */
    static ClockSkew clockSkew(Duration offset) {
        return new ClockSkew(offset);
    }

    /** The site answers greetings and probes in another site's name. */
    static WrongSite wrongSite() {
        return new WrongSite();
    }

    /** The site dies: connections refused, calls in flight reset, what was not replicated is lost. */
    static Crash crash() {
        return new Crash();
    }
}
