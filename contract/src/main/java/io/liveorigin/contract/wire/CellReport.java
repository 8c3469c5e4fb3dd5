package io.liveorigin.contract.wire;

import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.List;

/**
 * The report of a serving node about itself in {@code cells}, about every second: that it is alive,
 * and which invalidations it has carried out. Code that purges caches waits for all live nodes.
 *
 * @param cell its application id
 * @param node its name within the cell
 * @param at epoch ms, by the node's clock
 * @param ready whether it responds to requests; a node that does not cannot fill a cache
 * @param settled the {@code token} of every recent invalidation that it has carried out: each
 *     decision that contradicted it is replaced, read back and served
 */
public record CellReport(String cell, String node, long at, boolean ready, List<String> settled) {
  public CellReport {
    NameRules.require("cell", cell);
    NameRules.require("node", node);
    if (at < 0 || settled == null) {
      throw new OriginException(
          ErrorCode.INVALID_JSON, "a cell report must have at >= 0 and the list settled");
    }
    settled = List.copyOf(settled);
  }

  /** The name of the node, unique among all cells. */
  public String name() {
    return cell + "/" + node;
  }
}
