package dev.sitefailover.examples;

import dev.sitefailover.rehearsal.rundown.Rundown;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers as users give them, told in their words when they are none. */
final class Numbers {
    private Numbers() {}

    /** Any 64-bit number. */
    static final class Seed implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return whole(value, Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    /** As many seeds as one search takes. */
    static final class Seeds implements ITypeConverter<Long> {
        /** Days of work; the next ones can be searched after them. */
        static final long MOST = 1_000_000_000;

        @Override
        public Long convert(String value) {
            return whole(value, 1, MOST);
        }
    }

    /** Threads. */
    static final class Threads implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return (int) whole(value, 1, 1_000);
        }
    }

    /** As many participants as a rundown may have. */
    static final class Participants implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return (int) whole(value, 1, Rundown.MOST_PARTICIPANTS);
        }
    }

    /** A port; 0: any free one. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return (int) whole(value, 0, 65_535);
        }
    }

    /** As many records as a step may ask for. */
    static final class Records implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return (int) whole(value, 1, Rundown.HIGHEST_COUNT);
        }
    }

    /** By what waitings are divided. */
    static final class Pace implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return whole(value, 1, 1_000_000);
        }
    }

    private static long whole(String value, long least, long most) {
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, in words
        }
        throw new TypeConversionException(
                "'" + OneLine.of(value) + "' is not a whole number from " + least + " to " + most);
    }
}
