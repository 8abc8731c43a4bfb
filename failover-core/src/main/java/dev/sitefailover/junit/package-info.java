/**
 * For other people's test suites: a JUnit Jupiter extension that gives a test simulated sites, virtual time and a seed,
 * does to the sites what annotations say, and tells with a failure how it came to it and how to see it again.
 *
 * <p>Only annotations are public; the extension behind them is not, so that nobody depends on when it does what. JUnit is
 * an optional dependency: 5.13 or newer, or 6; who does not test with it never loads this room.
 *
 * <p>What happened is attached to a failure as a suppressed exception. Wrapping was rejected: type, expected and actual
 * value and the place of the original are what an IDE shows, and Gradle reports the first assertion error among the causes
 * without what is around it. Changing the cause was rejected: assertion errors do not allow it. Printing was rejected: with
 * parallel tests nobody knows whose line it is. A suppressed exception is printed where the failure is, by IDEs, Surefire
 * (unless {@code trimStackTrace} is switched on, SUREFIRE-1772) and Gradle; where a throwable takes none, the text is
 * published as a report entry.
 */
@NullMarked
package dev.sitefailover.junit;

import org.jspecify.annotations.NullMarked;
