/** The whole simulation: the bundled practice session, shortened, with few and many participants. */
@NullMarked
package dev.sitefailover.examples.bench.rehearsal;

import org.jspecify.annotations.NullMarked;
