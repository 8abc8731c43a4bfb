package dev.sitefailover.examples.bench.jmh;

import dev.sitefailover.examples.standin.JavaCommand;
import java.io.IOException;

/** JMH's own program. It starts its machines with this one's class path, which Maven hides in a class loader. */
public final class Jmh {
    private Jmh() {}

    /** JMH's arguments. */
    public static void main(String[] args) throws IOException {
        System.setProperty("java.class.path", JavaCommand.classPath());
        org.openjdk.jmh.Main.main(args);
    }
}
