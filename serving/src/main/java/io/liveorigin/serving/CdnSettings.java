package io.liveorigin.serving;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.serving.access.ReaderRules;
import io.liveorigin.serving.invalidation.CdnNode;
import io.liveorigin.serving.manifest.PublicUrl;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a serving node for the caches in front of it.
 *
 * @param readers who may read from the public listener; its creator closes it
 * @param nodes the caches to purge; each has a unique name
 * @param publicUrl where viewers reach the public listener; empty if it is not configured
 */
public record CdnSettings(ReaderRules readers, List<CdnNode> nodes, Optional<PublicUrl> publicUrl) {
  public CdnSettings {
    nodes = List.copyOf(nodes);
    List<String> names = nodes.stream().map(CdnNode::name).toList();
    if (names.stream().distinct().count() != names.size()) {
      throw new OriginException(
          ErrorCode.INTERNAL,
          "cdn.name must be different for each node, but the names are " + names);
    }
  }

  /** Everybody may read, and no cache is purged. */
  public static CdnSettings none() {
    return new CdnSettings(ReaderRules.always(CdnSecrets.none()), List.of(), Optional.empty());
  }

  public CdnSettings withReaders(ReaderRules other) {
    return new CdnSettings(other, nodes, publicUrl);
  }

  public CdnSettings withNodes(List<CdnNode> other) {
    return new CdnSettings(readers, other, publicUrl);
  }

  public CdnSettings withPublicUrl(Optional<PublicUrl> other) {
    return new CdnSettings(readers, nodes, other);
  }
}
