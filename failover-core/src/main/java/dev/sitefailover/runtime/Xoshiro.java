package dev.sitefailover.runtime;

/**
 * xoshiro256** by Blackman and Vigna, its state filled by SplitMix64 from the seed and the stream's name. Written out
 * here because the generators of the class library may change between Java versions.
 */
final class Xoshiro implements Chance {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long a;
    private long b;
    private long c;
    private long d;

    Xoshiro(long seed, String name) {
        long state = derive(seed, name);
        state += GOLDEN;
        a = mix(state);
        state += GOLDEN;
        b = mix(state);
        state += GOLDEN;
        c = mix(state);
        state += GOLDEN;
        d = mix(state);
    }

    @Override
    public long nextLong() {
        long result = Long.rotateLeft(b * 5, 7) * 9;
        long t = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= t;
        d = Long.rotateLeft(d, 45);
        return result;
    }

    /** The name goes in through FNV-1a over its UTF-16 units; both halves are mixed so that near names lie far apart. */
    static long derive(long seed, String name) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            char unit = name.charAt(i);
            hash = (hash ^ (unit & 0xFF)) * 0x100000001B3L;
            hash = (hash ^ (unit >>> 8)) * 0x100000001B3L;
        }
        return mix(mix(seed + GOLDEN) + mix(hash));
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
