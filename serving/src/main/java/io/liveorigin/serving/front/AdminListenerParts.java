package io.liveorigin.serving.front;

import io.liveorigin.contract.listen.AllowedHosts;
import io.liveorigin.serving.access.AdminAuthenticator;
import io.liveorigin.serving.audit.AuditTrail;
import java.time.Clock;

/**
 * What a listener needs that only operators may come to.
 *
 * @param allowedHosts by which it is reached
 * @param authenticator says who comes in
 * @param trail hears of what was refused
 * @param clock the time, for the trail
 */
public record AdminListenerParts(
    AllowedHosts allowedHosts, AdminAuthenticator authenticator, AuditTrail trail, Clock clock) {}
