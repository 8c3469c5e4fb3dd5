package io.liveorigin.serving.invalidation;

import io.liveorigin.contract.control.Invalidation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of an invalidation on this node, which purges by itself, whatever other nodes do.
 *
 * @param invalidation the order
 * @param state {@code waiting-for-cells}, {@code purging}, {@code done}, or {@code past} if it was
 *     ordered too long before this node's start for this node to send it
 * @param cells the state of every serving node: {@code settled}, {@code behind}, {@code not-ready},
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
   *     or {@code given-up} if everything that it could have cached has expired meanwhile
   * @param requests of the current round, or the last one
   * @param answered how many of these the node has answered
   * @param failures in both rounds; each of these requests was or will be sent again
   * @param lastError why the last one failed
   * @param firstAnsweredAt when the first round was answered completely, epoch ms
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
