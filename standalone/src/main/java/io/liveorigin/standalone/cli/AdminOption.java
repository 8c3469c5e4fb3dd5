package io.liveorigin.standalone.cli;

import io.liveorigin.access.tls.ClientTls;
import io.liveorigin.standalone.admin.AdminClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which node's admin API. */
final class AdminOption {
  @Option(
      names = "--admin",
      defaultValue = "http://127.0.0.1:8090",
      paramLabel = "URL",
      description = "Admin API of a serving node (default: ${DEFAULT-VALUE}).")
  private URI admin;

  @Option(
      names = "--admin-ca",
      paramLabel = "FILE",
      description =
          "Trusts certificates of the admin API that one of these signed (PEM), and no others"
              + " (default: those that Java trusts).")
  private Optional<Path> authorities = Optional.empty();

  AdminClient client() {
    return new AdminClient(admin, authorities.map(file -> ClientTls.trusting("admin-ca", file)));
  }
}
