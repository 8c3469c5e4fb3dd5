package io.liveorigin.standalone.analyse.read;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.decision.Decision;
import java.util.HashMap;
import java.util.Map;

/**
 * Which records of {@code selections} count: of each address the first whose revision is one more
 * than the last accepted one. Give it the records of a track in the order of the log. The first
 * that is seen of an address is accepted whatever its revision: older ones may have been deleted,
 * or lie before the place where reading began.
 */
public final class AcceptedRevisions {
  private final Map<Address, Integer> latest = new HashMap<>();

  /** Whether the record is the decision; otherwise ignore it, as every cell does. */
  public boolean accept(Decision decision) {
    Integer before = latest.get(decision.address());
    if (before != null && decision.revision() != before + 1) {
      return false;
    }
    latest.put(decision.address(), decision.revision());
    return true;
  }
}
