/** Two PostgreSQL servers, the primary killed at full load, and an account of every commit. */
@NullMarked
package dev.sitefailover.examples.e07_postgres;

import org.jspecify.annotations.NullMarked;
