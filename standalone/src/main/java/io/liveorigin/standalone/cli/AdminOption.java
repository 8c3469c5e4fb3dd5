package io.liveorigin.standalone.cli;

import io.liveorigin.access.tls.ClientTls;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.admin.AdminToken;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Option;

/**
 * The admin API of a node, and the credential for it. There is no option whose value is the secret,
 * because everybody on the machine can read a command line.
 */
final class AdminOption {
  /** Environment variable with the secret itself. */
  static final String TOKEN = "ORIGIN_ADMIN_TOKEN";

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
          "Authorities (PEM) of which one must have signed the admin API's certificate"
              + " (default: those that Java trusts).")
  private Optional<Path> authorities = Optional.empty();

  @Option(
      names = "--admin-token-file",
      paramLabel = "FILE",
      description =
          "File with the secret of a credential that may do this, one line (default: the value"
              + " of the variable "
              + TOKEN
              + ", or none).")
  private Optional<Path> tokenFile = Optional.empty();

  AdminClient client(CommandContext context) {
    return client(context, admin);
  }

  /** Returns a client of another node with the same credential. */
  AdminClient client(CommandContext context, URI node) {
    return new AdminClient(node, token(context), tls());
  }

  URI url() {
    return admin;
  }

  /** Returns what to trust at https listeners; empty for the authorities that Java trusts. */
  Optional<SSLContext> tls() {
    return authorities.map(file -> ClientTls.trusting("admin-ca", file));
  }

  private Optional<AdminToken> token(CommandContext context) {
    return tokenFile
        .map(file -> new String(InputFiles.bytes(file), StandardCharsets.UTF_8))
        .or(() -> Optional.ofNullable(context.environment().get(TOKEN)))
        .map(AdminToken::of);
  }
}
