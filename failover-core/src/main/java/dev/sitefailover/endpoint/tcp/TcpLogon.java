package dev.sitefailover.endpoint.tcp;

import dev.sitefailover.site.Epoch;
import java.time.Duration;

/**
 * A logon as it arrives at a site.
 *
 * @param identity who logs on
 * @param epoch the client's number of this assignment
 * @param heartbeat how often the client will be heard
 */
public record TcpLogon(String identity, Epoch epoch, Duration heartbeat) {}
