package io.liveorigin.standalone.cli;

import io.liveorigin.standalone.admin.AdminClient;
import java.net.URI;
import picocli.CommandLine.Option;

/** Which node's admin API. */
final class AdminOption {
  @Option(
      names = "--admin",
      defaultValue = "http://127.0.0.1:8090",
      paramLabel = "URL",
      description = "Admin API of a serving node (default: ${DEFAULT-VALUE}).")
  private URI admin;

  AdminClient client() {
    return new AdminClient(admin);
  }
}
