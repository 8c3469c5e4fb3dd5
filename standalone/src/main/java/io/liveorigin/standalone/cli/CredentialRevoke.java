package io.liveorigin.standalone.cli;

import io.liveorigin.access.credential.Credential;
import io.liveorigin.access.credential.CredentialFile;
import io.liveorigin.access.credential.StoredSecret;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code origin credential revoke}. */
@Command(
    name = "revoke",
    description = "Revokes a credential, or the older of its two secrets.",
    footer = EnvironmentNote.TEXT)
final class CredentialRevoke implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private HelpOption help;
  @Mixin private CredentialsOnDisk disk;

  @Parameters(paramLabel = "NAME", description = "Name of the credential.")
  private String name;

  @Option(
      names = "--oldest",
      description = "Revokes only the older secret; the newer one stays valid.")
  private boolean oldest;

  @Mixin private DryRunOption dryRun;

  CredentialRevoke(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    LogLevel.quiet();
    return disk.changing(this::revoke);
  }

  private int revoke() {
    Credential credential = disk.existing(name);
    if (oldest) {
      revokeOldest(credential);
      return 0;
    }
    List<Credential> others = new CredentialFile(disk.all()).without(name);
    if (others.isEmpty()) {
      throw new InputException(
          name
              + " is the only credential of "
              + disk.file()
              + "; a process does not accept a file without credentials, so it would keep this one."
              + " Add another first, or stop the process");
    }
    CredentialFile next = new CredentialFile(others);
    if (dryRun.isRequested()) {
      DryRunOption.print(context.out(), List.of(name + " would be revoked in " + disk.file()));
      return 0;
    }
    disk.write(next);
    context.out().println("revoked " + name + " in " + disk.file());
    return 0;
  }

  /** Revokes the first secret in the file, because 'rotate' adds after it. */
  private void revokeOldest(Credential credential) {
    List<StoredSecret> secrets = credential.secrets();
    if (secrets.size() < 2) {
      throw new InputException(
          name
              + " has "
              + secrets.size()
              + " secrets; 'credential revoke "
              + name
              + "' revokes the whole credential");
    }
    CredentialFile next =
        new CredentialFile(disk.all()).with(credential.withSecrets(secrets.subList(1, 2)));
    if (dryRun.isRequested()) {
      DryRunOption.print(
          context.out(),
          List.of("the older secret of " + name + " would be revoked in " + disk.file()));
      return;
    }
    disk.write(next);
    context.out().println("revoked the older secret of " + name + " in " + disk.file());
  }
}
