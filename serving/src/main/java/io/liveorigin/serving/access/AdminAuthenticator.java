package io.liveorigin.serving.access;

import io.liveorigin.access.client.FailedAttempts;
import io.liveorigin.access.credential.AuthenticationResult;
import io.liveorigin.access.credential.CredentialVerifier;
import io.liveorigin.access.credential.Identity;
import io.liveorigin.access.credential.PresentedCredential;
import io.liveorigin.access.credential.Role;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.metric.ServingMetric;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Authenticates clients of the admin listener, before anything but the head of a request is read.
 *
 * <p>Guessing is slowed down: after {@value FailedAttempts#MOST} wrong credentials from an address
 * within a minute, passwords from it that people chose are no longer checked. Generated secrets,
 * certificates, and passwords that were right before are still checked, because they are not
 * guesses. So a stranger behind the same proxy locks nobody out.
 *
 * <p>Any thread; may block for a password as {@link CredentialVerifier} does.
 */
public final class AdminAuthenticator {
  /** Name of the request attribute that holds the {@link Entered} of the request. */
  public static final String ATTRIBUTE = AdminAuthenticator.class.getName();

  /** The result for a request. */
  public sealed interface Entry {}

  /**
   * The request is let in.
   *
   * @param who the client; empty if the listener is open to everybody
   * @param presented its credential
   */
  public record Entered(Optional<Identity> who, PresentedCredential presented) implements Entry {
    /**
     * The name under which the client's use of the node is counted: its tenant, its credential if
     * that is of no tenant, or its address if the listener is open.
     *
     * @param address of the client
     */
    public String name(String address) {
      return who.map(Entered::name).orElse("address " + address);
    }

    private static String name(Identity who) {
      return who.tenant().map(tenant -> "tenant " + tenant).orElse("name " + who.name());
    }

    /** Whether the client may do what needs that role. */
    public boolean covers(Role needed) {
      return who.map(identity -> identity.role().covers(needed)).orElse(true);
    }
  }

  /** The request is refused. */
  public record Refused(ErrorCode code, String detail) implements Entry {}

  private final AdminAccess access;
  private final FailedAttempts attempts;
  private final MeterRegistry meters;

  /**
   * @param ticks nanoseconds, monotonic
   */
  public AdminAuthenticator(AdminAccess access, LongSupplier ticks, MeterRegistry meters) {
    this.access = access;
    this.attempts = new FailedAttempts(ticks);
    this.meters = meters;
    MeterRegistration.gauge(
        meters,
        ServingMetric.ACCESS_UNUSABLE,
        () -> access.problem().isPresent() ? 1 : 0,
        AdminAccess.FILE);
  }

  /**
   * Authenticates a request, and counts it if it is refused.
   *
   * @param address of the client
   */
  public Entry enter(String address, PresentedCredential presented) {
    if (!(access instanceof AdminAccess.Guarded guarded)) {
      return new Entered(Optional.empty(), presented);
    }
    boolean slowed = attempts.tooMany(address);
    CredentialVerifier verifier = guarded.credentials().get();
    AuthenticationResult found = verifier.authenticate(presented, () -> !slowed);
    if (found instanceof AuthenticationResult.Known known) {
      return known.identity().role() == Role.PUBLISHER
          ? refused(ErrorCode.FORBIDDEN, "the credential is for publishing, not for administration")
          : new Entered(Optional.of(known.identity()), presented);
    }
    if (found instanceof AuthenticationResult.Missing) {
      return refused(
          ErrorCode.NO_CREDENTIAL,
          "send a token from the credential file: Authorization: Bearer …");
    }
    if (slowed) {
      return refused(
          ErrorCode.TOO_MANY_ATTEMPTS,
          FailedAttempts.MOST + " wrong credentials arrived from this address within a minute");
    }
    if (found instanceof AuthenticationResult.Busy) {
      // Not an attempt: the password was not checked, and the request held no thread.
      return refused(ErrorCode.OVERLOADED, "too many passwords are being checked");
    }
    attempts.add(address);
    return refused(ErrorCode.WRONG_CREDENTIAL, "the credential is unknown, expired or revoked");
  }

  /**
   * Whether a client that was let in may still do what needs that role, for a response that lasts.
   * Does not block: a password is not computed again.
   *
   * @param event the event of the request, if it is about one
   */
  public boolean stillAllows(Entered entered, Role needed, Optional<EventId> event) {
    return !(access instanceof AdminAccess.Guarded guarded)
        || guarded.credentials().get().authenticate(entered.presented(), () -> false)
                instanceof AuthenticationResult.Known known
            && known.identity().role().covers(needed)
            && event.map(known.identity()::covers).orElse(true);
  }

  /**
   * Counts an authenticated request that was refused because its role or scope does not cover it.
   */
  public void forbidden() {
    count(ErrorCode.FORBIDDEN);
  }

  private Refused refused(ErrorCode code, String detail) {
    count(code);
    return new Refused(code, detail);
  }

  private void count(ErrorCode code) {
    MeterRegistration.counter(meters, ServingMetric.ADMIN_REFUSALS, code.code()).increment();
  }
}
