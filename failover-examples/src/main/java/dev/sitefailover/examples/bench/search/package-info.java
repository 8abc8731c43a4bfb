/** The search: schedules a second of the standard space, with and without what goes wrong and what watches. */
@NullMarked
package dev.sitefailover.examples.bench.search;

import org.jspecify.annotations.NullMarked;
