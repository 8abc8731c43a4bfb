/** A policy of one's own is a function around another. */
@NullMarked
package dev.sitefailover.examples.e05_policy;

import org.jspecify.annotations.NullMarked;
