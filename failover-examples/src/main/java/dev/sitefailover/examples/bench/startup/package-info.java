/** What a process of this program takes from its start to its end, and what of it any Java machine takes. */
@NullMarked
package dev.sitefailover.examples.bench.startup;

import org.jspecify.annotations.NullMarked;
