/** Thirty seconds: the client a gateway already has, carried to whichever site serves. */
@NullMarked
package dev.sitefailover.examples.e01_embed;

import org.jspecify.annotations.NullMarked;
