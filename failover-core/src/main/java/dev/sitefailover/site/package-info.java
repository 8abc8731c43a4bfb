/**
 * Sites and what connects to them: the words every other room uses.
 *
 * <p>Endpoints are pluggable twice: {@link dev.sitefailover.site.Connector} owns the life of any client type a gateway
 * already has, {@link dev.sitefailover.site.Endpoint} is one ready-made client type that rundowns and adapters use. One
 * endpoint interface for everything was rejected: it would have forced a request/reply shape on data sources and FIX
 * sessions.
 */
@NullMarked
package dev.sitefailover.site;

import org.jspecify.annotations.NullMarked;
