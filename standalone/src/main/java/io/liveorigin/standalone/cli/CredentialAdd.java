package io.liveorigin.standalone.cli;

import io.liveorigin.access.credential.CertificateName;
import io.liveorigin.access.credential.Credential;
import io.liveorigin.access.credential.CredentialFile;
import io.liveorigin.access.credential.Role;
import io.liveorigin.access.credential.StoredSecret;
import io.liveorigin.contract.error.OriginException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code origin credential add}. */
@Command(
    name = "add",
    description = "Adds a credential, and shows its secret once.",
    footer = EnvironmentNote.TEXT)
final class CredentialAdd implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private HelpOption help;
  @Mixin private CredentialsOnDisk disk;
  @Mixin private NewSecretOptions secret;

  @Parameters(
      paramLabel = "NAME",
      description =
          "Name of the credential, and the user name of Basic: 1 to 64 characters of A-Z a-z"
              + " 0-9 . _ -")
  private String name;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      required = true,
      description =
          "publisher: PUTs segments; viewer: reads from the admin API; operator: also masks,"
              + " notifies and invalidates; admin: also declares, changes and deletes events.")
  private String role;

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      description =
          "Tenant of the events. A publisher needs one; other roles without one apply to all"
              + " tenants.")
  private Optional<String> tenant = Optional.empty();

  @Option(
      names = "--pipeline",
      split = ",",
      paramLabel = "NAME",
      description = "Pipelines of a publisher, one for each ingest that it uses.")
  private List<String> pipelines = List.of();

  @Option(
      names = "--event",
      split = ",",
      paramLabel = "NAME",
      description = "Events of the tenant (default: all).")
  private List<String> events = List.of();

  @Option(
      names = "--certificate",
      paramLabel = "NAME",
      description =
          "Name of a client certificate: subject:CN=…,O=…, dns:…, email:… or uri:… (repeat the"
              + " option for several). With it, no secret is generated unless --with-secret is"
              + " given.")
  private List<String> certificates = List.of();

  @Option(names = "--with-secret", description = "Generates a secret in addition to --certificate.")
  private boolean withSecret;

  @Mixin private DryRunOption dryRun;

  CredentialAdd(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    LogLevel.quiet();
    return disk.changing(this::add);
  }

  private int add() {
    if (disk.named(name).isPresent()) {
      throw new InputException(
          disk.file()
              + " has a credential '"
              + name
              + "' already; 'credential rotate' gives it another secret");
    }
    boolean wanted = certificates.isEmpty() || withSecret;
    Optional<NewSecretOptions.Made> made =
        wanted
            ? Optional.of(secret.make(context.clock().instant().truncatedTo(ChronoUnit.SECONDS)))
            : Optional.empty();
    List<Credential> all = new ArrayList<>(disk.all());
    all.add(credential(made.map(NewSecretOptions.Made::stored).stream().toList()));
    CredentialFile next = new CredentialFile(all);
    if (dryRun.isRequested()) {
      DryRunOption.print(
          context.out(),
          List.of(
              "credential "
                  + name
                  + " ("
                  + role
                  + ") would be added to "
                  + disk.file()
                  + (wanted ? ", with a new secret" : ", without a secret")));
      return 0;
    }
    disk.write(next);
    context.out().println("added " + name + " to " + disk.file());
    made.flatMap(NewSecretOptions.Made::shown)
        .ifPresent(
            generated -> context.out().println("secret (shown only once): " + generated.text()));
    return 0;
  }

  private Credential credential(List<StoredSecret> secrets) {
    try {
      return new Credential(
          name,
          Role.of(role),
          tenant,
          pipelines,
          events,
          secrets,
          certificates.stream().map(CertificateName::of).toList());
    } catch (OriginException e) {
      throw new InputException(e.getMessage(), e);
    }
  }
}
