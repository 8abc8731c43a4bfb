/**
 * Client systems that are known to be bad: what peers and tired engineers get wrong, planted so that the search has
 * something to find. A search that finds nothing proves nothing until it has found these.
 *
 * <p>Each is the real engine with one thing set, handed in or wrapped wrongly. Copies of the engine with a line changed
 * were rejected: they would have to be kept in step with it, and the mistakes that matter are made around it.
 */
@NullMarked
package dev.sitefailover.search.planted;

import org.jspecify.annotations.NullMarked;
