/**
 * The business both sides speak: a participant greets a site, enquires, downloads reports, submits and cleans up.
 *
 * <p>Requests and replies are typed values that encode to JSON only when somebody asks for their bytes: simulated sites
 * hand the values over, live sites speak the same business through {@link dev.sitefailover.clearing.ClearingCodec}.
 * Maps of strings were rejected (nobody could tell a misspelt field from a missing one), and so was Java serialization.
 */
@NullMarked
package dev.sitefailover.clearing;

import org.jspecify.annotations.NullMarked;
