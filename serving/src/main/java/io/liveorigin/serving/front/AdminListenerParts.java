package io.liveorigin.serving.front;

import io.liveorigin.contract.listen.AllowedHosts;
import io.liveorigin.serving.access.AdminAuthenticator;
import io.liveorigin.serving.audit.AuditTrail;
import java.time.Clock;

/**
 * The parts of a listener that only operators may use.
 *
 * @param allowedHosts names by which the listener is reached
 * @param authenticator authenticates clients
 * @param trail records refusals
 * @param clock the time, for the trail
 */
public record AdminListenerParts(
    AllowedHosts allowedHosts, AdminAuthenticator authenticator, AuditTrail trail, Clock clock) {}
