package io.liveorigin.ingest.access;

import io.liveorigin.access.client.FailedAttempts;
import io.liveorigin.access.credential.AuthenticationResult;
import io.liveorigin.access.credential.CredentialVerifier;
import io.liveorigin.access.credential.Guesses;
import io.liveorigin.access.credential.Identity;
import io.liveorigin.access.credential.PresentedCredential;
import io.liveorigin.access.credential.Role;
import io.liveorigin.access.file.WatchedFiles;
import io.liveorigin.contract.address.EventId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Access by credentials. The credential determines the tenant, the events and the pipeline. A
 * listener for several pipelines treats each client as the pipeline that its credential names.
 *
 * <p>Password guessing is slowed down as at the admin listener: after {@value FailedAttempts#MOST}
 * wrong passwords from an address within a minute, no other password from it is checked. Only those
 * that cost a slow hash count. A wrong token costs next to nothing and always gets the same
 * response.
 */
public final class CredentialAccess implements ListenerAccess {
  private final Supplier<CredentialVerifier> verifier;
  private final Supplier<Optional<String>> problem;
  private final List<String> pipelines;
  private final FailedAttempts attempts;

  /**
   * @param verifier the credential file and the credentials in force
   * @param pipelines of the listener
   * @param ticks monotonic clock, in nanoseconds
   */
  public CredentialAccess(
      WatchedFiles<CredentialVerifier> verifier, List<String> pipelines, LongSupplier ticks) {
    this(verifier::now, verifier::problem, pipelines, ticks);
  }

  /**
   * @param verifier returns the credentials in force; called for each request
   * @param problem why the credentials in force are not those of the present file
   * @param pipelines of the listener
   * @param ticks monotonic clock, in nanoseconds
   */
  public CredentialAccess(
      Supplier<CredentialVerifier> verifier,
      Supplier<Optional<String>> problem,
      List<String> pipelines,
      LongSupplier ticks) {
    this.verifier = verifier;
    this.problem = problem;
    this.pipelines = List.copyOf(pipelines);
    this.attempts = new FailedAttempts(ticks);
  }

  @Override
  public Verdict publish(Client client, EventId event) {
    return judge(client, identity -> publisher(identity, event));
  }

  @Override
  public Verdict monitor(Client client) {
    return judge(
        client,
        identity ->
            identity.role().covers(Role.VIEWER) && identity.tenant().isEmpty()
                ? new Verdict.Admitted(pipelines.get(0))
                : new Verdict.Forbidden(
                    "credential '"
                        + identity.name()
                        + "' does not cover this; use a credential of role viewer without a"
                        + " tenant"));
  }

  @Override
  public Optional<String> problem() {
    return problem.get();
  }

  private Verdict judge(Client client, Function<Identity, Verdict> rule) {
    AuthenticationResult found =
        verifier
            .get()
            .authenticate(
                PresentedCredential.of(client.authorization(), client.certificate()),
                guesses(client.address()));
    if (found instanceof AuthenticationResult.Known known) {
      return rule.apply(known.identity());
    }
    if (found instanceof AuthenticationResult.Missing) {
      return new Verdict.CredentialNeeded();
    }
    if (found instanceof AuthenticationResult.GuessRefused) {
      return new Verdict.TooManyAttempts();
    }
    return found instanceof AuthenticationResult.Busy
        ? new Verdict.Busy()
        : new Verdict.WrongCredential();
  }

  private Guesses guesses(String address) {
    return new Guesses() {
      @Override
      public boolean allowed() {
        return !attempts.tooMany(address);
      }

      @Override
      public void wrong() {
        attempts.add(address);
      }
    };
  }

  private Verdict publisher(Identity identity, EventId event) {
    if (identity.role() != Role.PUBLISHER) {
      return forbidden(identity, "has role " + identity.role().word() + ", not publisher");
    }
    if (!identity.covers(event)) {
      return forbidden(identity, "does not cover event " + event);
    }
    List<String> common = identity.pipelines().stream().filter(pipelines::contains).toList();
    if (common.isEmpty()) {
      return forbidden(
          identity,
          "is for pipelines " + identity.pipelines() + "; this listener is for " + pipelines);
    }
    if (common.size() > 1) {
      return forbidden(
          identity,
          "covers several pipelines of this listener, "
              + common
              + "; use one credential for each pipeline");
    }
    return new Verdict.Admitted(common.get(0));
  }

  private static Verdict forbidden(Identity identity, String why) {
    return new Verdict.Forbidden("credential '" + identity.name() + "' " + why);
  }
}
