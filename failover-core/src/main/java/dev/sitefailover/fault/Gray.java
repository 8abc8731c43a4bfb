package dev.sitefailover.fault;

import java.util.List;

/**
 * The site looks healthy and is not: probes pass while business calls get error replies, either those of the named
 * operations or a fraction of all. Only the outcome of calls tells a client.
 *
 * @param operations the operations that fail; empty: all are equally affected
 * @param fraction how many of them fail, 0 to 1; in rundowns 0.5 without operations, always 1 with them
 */
public record Gray(List<String> operations, double fraction) implements Fault {

    public Gray {
        operations = List.copyOf(operations);
        Bounds.probability("gray", "fraction", fraction);
    }

    @Override
    public String kind() {
        return "gray";
    }
}
