package io.liveorigin.contract.wire;

import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.List;

/**
 * What a serving node says of itself in {@code cells}, about every second: that it lives, and which
 * invalidations it stands behind. Whoever purges caches waits for all that live.
 *
 * @param cell its application id
 * @param node its name within the cell
 * @param at epoch ms, by the node's clock
 * @param ready whether it answers requests; one that does not cannot fill a cache
 * @param settled the {@code token} of every invalidation that it has carried out and that is not
 *     long ago: each decision that stood against it is replaced, read back and served
 */
public record CellReport(String cell, String node, long at, boolean ready, List<String> settled) {
  public CellReport {
    NameRules.require("cell", cell);
    NameRules.require("node", node);
    if (at < 0 || settled == null) {
      throw new OriginException(
          ErrorCode.INVALID_JSON, "a cell report must have at >= 0 and a list settled");
    }
    settled = List.copyOf(settled);
  }

  /** Names the node among all. */
  public String name() {
    return cell + "/" + node;
  }
}
