package io.liveorigin.standalone.cli;

import io.liveorigin.access.credential.CertificateName;
import io.liveorigin.access.credential.Credential;
import io.liveorigin.access.credential.StoredSecret;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code origin credential list}. */
@Command(
    name = "list",
    description = "Lists the credentials, without their secrets.",
    footer = EnvironmentNote.TEXT)
final class CredentialList implements Callable<Integer> {
  private static final String ROW = "%-20s %-10s %-16s %-12s %-16s %s%n";

  private final CommandContext context;

  @Mixin private HelpOption help;
  @Mixin private CredentialsOnDisk disk;
  @Mixin private JsonOption json;

  CredentialList(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    LogLevel.quiet();
    PrintWriter out = context.out();
    if (json.isRequested()) {
      JsonOption.print(out, disk.all().stream().map(ListedCredential::of).toList());
      return 0;
    }
    out.printf(ROW, "NAME", "ROLE", "TENANT", "PIPELINES", "EVENTS", "PROOFS");
    for (Credential credential : disk.all()) {
      out.printf(
          ROW,
          credential.name(),
          credential.role().word(),
          credential.tenant().orElse("all"),
          credential.pipelines().isEmpty() ? "-" : String.join(",", credential.pipelines()),
          credential.events().isEmpty() ? "all" : String.join(",", credential.events()),
          String.join("; ", proofs(credential)));
    }
    out.flush();
    return 0;
  }

  private List<String> proofs(Credential credential) {
    List<String> proofs = new ArrayList<>();
    Instant now = context.clock().instant();
    for (StoredSecret secret : credential.secrets()) {
      StringBuilder text = new StringBuilder("secret");
      secret.added().ifPresent(added -> text.append(" added ").append(added));
      secret
          .expires()
          .ifPresent(
              expires ->
                  text.append(expires.isAfter(now) ? " until " : " expired ").append(expires));
      proofs.add(text.toString());
    }
    credential.certificates().stream().map(CertificateName::text).forEach(proofs::add);
    return proofs;
  }
}
