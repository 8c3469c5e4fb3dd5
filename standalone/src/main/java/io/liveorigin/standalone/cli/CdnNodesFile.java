package io.liveorigin.standalone.cli;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.json.JsonDocuments;
import io.liveorigin.contract.lifecycle.SecretFile;
import io.liveorigin.serving.invalidation.CdnNode;
import java.nio.file.Path;
import java.util.List;

/** The file that names the caches in front, YAML: a list {@code nodes}. It contains secrets. */
record CdnNodesFile(List<CdnNode> nodes) {
  CdnNodesFile {
    nodes = nodes == null ? List.of() : List.copyOf(nodes);
  }

  static CdnNodesFile read(Path file) {
    SecretFile.warnIfOthersRead("--cdn-nodes", file);
    try {
      return JsonDocuments.readSecretYaml(InputFiles.bytes(file), CdnNodesFile.class);
    } catch (OriginException e) {
      throw new InputException(file + ": " + e.getMessage(), e);
    }
  }
}
