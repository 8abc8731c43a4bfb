/**
 * The command line: rehearse a rundown, validate one, print its information package.
 *
 * <p>It knows the library's public doors only, as any user's program would. The library itself neither prints nor ends
 * the program, so that all of that is here, once. A parser written by hand was rejected: suggestions, help and versions
 * for every subcommand are what picocli is good at.
 */
@NullMarked
package dev.sitefailover.examples;

import org.jspecify.annotations.NullMarked;
