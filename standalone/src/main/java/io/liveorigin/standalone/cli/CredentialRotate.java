package io.liveorigin.standalone.cli;

import io.liveorigin.access.credential.Credential;
import io.liveorigin.access.credential.CredentialFile;
import io.liveorigin.access.credential.StoredSecret;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code origin credential rotate}. */
@Command(
    name = "rotate",
    description =
        "Gives a credential a second secret. Both are valid until 'credential revoke NAME"
            + " --oldest'.",
    footer = EnvironmentNote.TEXT)
final class CredentialRotate implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private HelpOption help;
  @Mixin private CredentialsOnDisk disk;
  @Mixin private NewSecretOptions secret;

  @Parameters(paramLabel = "NAME", description = "Name of the credential.")
  private String name;

  @Mixin private DryRunOption dryRun;

  CredentialRotate(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    LogLevel.quiet();
    return disk.changing(this::rotate);
  }

  private int rotate() {
    Credential credential = disk.existing(name);
    if (credential.secrets().size() > 1) {
      throw new InputException(
          name
              + " has two secrets already; revoke one first: credential revoke "
              + name
              + " --oldest");
    }
    NewSecretOptions.Made made =
        secret.make(context.clock().instant().truncatedTo(ChronoUnit.SECONDS));
    List<StoredSecret> secrets = new ArrayList<>(credential.secrets());
    secrets.add(made.stored());
    CredentialFile next = new CredentialFile(disk.all()).with(credential.withSecrets(secrets));
    if (dryRun.isRequested()) {
      DryRunOption.print(
          context.out(), List.of(name + " would get a second secret in " + disk.file()));
      return 0;
    }
    disk.write(next);
    context.out().println(name + " has a second secret in " + disk.file());
    made.shown()
        .ifPresent(
            generated -> context.out().println("secret (shown only once): " + generated.text()));
    return 0;
  }
}
