package io.liveorigin.serving.invalidation;

import io.liveorigin.contract.control.Invalidation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an invalidation stands on this node, which purges by itself, whatever others do.
 *
 * @param invalidation the order
 * @param state {@code waiting-for-cells}, {@code purging}, {@code done}, or {@code past} where it
 *     was ordered too long before this node's start to be sent by it
 * @param cells what every serving node says: {@code settled}, {@code behind}, {@code not-ready},
 *     {@code silent}
 * @param nodes the CDN nodes
 */
public record PurgeStatus(
    Invalidation invalidation, String state, Map<String, String> cells, List<Node> nodes) {

  /**
   * One CDN node.
   *
   * @param name its name
   * @param state {@code waiting}, {@code first}, {@code again-later}, {@code second}, {@code done},
   *     or {@code given-up} where what it could have kept has expired meanwhile
   * @param requests of the round that is under way or was the last
   * @param answered of these, those that the node has answered
   * @param failures of both rounds; each was or will be sent again
   * @param lastError why the last one failed
   * @param firstAnsweredAt when the first round was answered, epoch ms
   */
  public record Node(
      String name,
      String state,
      long requests,
      long answered,
      int failures,
      Optional<String> lastError,
      Optional<Long> firstAnsweredAt) {}
}
