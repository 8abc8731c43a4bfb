/**
 * Reads YAML documents into small trees that know their places, and values out of them; says everything that is wrong at
 * once.
 *
 * <p>It reads the YAML parser's events into a small tree of its own that keeps line and column of every key and value; the
 * parser's composed tree was rejected, for it resolves aliases and tags and loses places. Binding to classes by reflection
 * was rejected: it stops at the first error and accepts what nobody meant. Here a value that is wrong is reported and
 * replaced by a stand-in, so that reading goes on; a model is only made when nothing was reported.
 *
 * <p>{@link dev.sitefailover.document.yaml.Documents} is where a reading starts,
 * {@link dev.sitefailover.document.yaml.Fields} what a reader works with.
 */
@NullMarked
package dev.sitefailover.document.yaml;

import org.jspecify.annotations.NullMarked;
