package io.liveorigin.serving;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.serving.invalidation.CdnNode;
import java.util.List;

/**
 * What a serving node knows of the caches in front of it.
 *
 * @param secrets what a request on the public listener must carry
 * @param nodes those that are told to forget; each has a name of its own
 */
public record CdnSettings(CdnSecrets secrets, List<CdnNode> nodes) {
  public CdnSettings {
    nodes = List.copyOf(nodes);
    List<String> names = nodes.stream().map(CdnNode::name).toList();
    if (names.stream().distinct().count() != names.size()) {
      throw new OriginException(
          ErrorCode.INTERNAL, "cdn.name must be another for each node, but they are " + names);
    }
  }

  /** Everybody may ask, nobody is told. */
  public static CdnSettings none() {
    return new CdnSettings(CdnSecrets.none(), List.of());
  }

  public CdnSettings withSecrets(CdnSecrets other) {
    return new CdnSettings(other, nodes);
  }

  public CdnSettings withNodes(List<CdnNode> other) {
    return new CdnSettings(secrets, other);
  }
}
