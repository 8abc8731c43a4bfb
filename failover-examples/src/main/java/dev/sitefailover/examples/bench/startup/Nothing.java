package dev.sitefailover.examples.bench.startup;

/** A program that does nothing: what remains is the Java machine. */
public final class Nothing {
    private Nothing() {}

    public static void main(String[] args) {}
}
