/**
 * What a site keeps: every participant's submissions and the site's own standing, in an SQLite database written by one
 * thread in groups, with an index of number ranges in memory that answers questions.
 *
 * <p>A commit is in the operating system's hands when it returns (write-ahead log, {@code synchronous=NORMAL}): it
 * survives the death of the process by whatever signal; a loss of power may take the last commits, never the database's
 * consistency. One transaction for each submission was rejected, since many participants submit at once; a log file of
 * our own was rejected, since torn writes and recovery are what the database is for.
 */
@NullMarked
package dev.sitefailover.examples.standin.store;

import org.jspecify.annotations.NullMarked;
