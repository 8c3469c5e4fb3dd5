package io.liveorigin.serving.front;

import io.liveorigin.contract.listen.HostNames;
import io.liveorigin.serving.access.AdminGate;
import io.liveorigin.serving.audit.AuditTrail;
import java.time.Clock;

/**
 * What a listener needs that only operators may come to.
 *
 * @param names by which it is reached
 * @param gate says who comes in
 * @param trail hears of what was refused
 * @param clock the time, for the trail
 */
public record OperatorDoors(HostNames names, AdminGate gate, AuditTrail trail, Clock clock) {}
