/**
 * The door for gateways: {@link dev.sitefailover.SiteFailover} and its builder.
 *
 * <p>Only this room knows all the others. It interprets what the controller decides and holds no rule of its own. An
 * engine that each room reaches into was rejected: the order of effects would be nobody's.
 */
@NullMarked
package dev.sitefailover;

import org.jspecify.annotations.NullMarked;
