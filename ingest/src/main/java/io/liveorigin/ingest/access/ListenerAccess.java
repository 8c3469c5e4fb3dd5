package io.liveorigin.ingest.access;

import io.liveorigin.contract.address.EventId;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Decides who may publish to which event, and as which pipeline. It is called before anything is
 * looked up, so that unknown clients cannot find out which events exist. Any thread may call it. It
 * blocks when a password that a person chose is presented for the first time: for at most two
 * seconds and some tens of milliseconds, and only a few threads at a time.
 */
public interface ListenerAccess {
  /**
   * The client of a request, and the credentials that it presents.
   *
   * @param address of the client's end of the connection
   * @param authorization value of the Authorization header field, if there is one
   * @param certificate the client's verified certificate on a TLS connection, if there is one
   */
  record Client(
      String address, Optional<String> authorization, Optional<X509Certificate> certificate) {
    /** Omits the header field, which must not appear in a log. */
    @Override
    public String toString() {
      return "a client " + (authorization.isPresent() ? "with" : "without") + " Authorization";
    }
  }

  /** The decision about a client. */
  sealed interface Verdict {
    /** The client is admitted as this pipeline. */
    record Admitted(String pipeline) implements Verdict {}

    /** The client presents no credential: 401. */
    record CredentialNeeded() implements Verdict {}

    /** The credential is unknown, or no longer valid: 403. */
    record WrongCredential() implements Verdict {}

    /** The credential does not cover this request: 403. {@code reason} is for the client. */
    record Forbidden(String reason) implements Verdict {}

    /** Too many passwords are being checked; the client may retry in a moment: 503. */
    record Busy() implements Verdict {}

    /** Too many wrong passwords came from the client's address: 429. */
    record TooManyAttempts() implements Verdict {}
  }

  /** Decides whether the client may publish to this event, whether or not the event exists. */
  Verdict publish(Client client, EventId event);

  /**
   * Decides whether the client may read the metrics, the status and the refusals of the listener.
   */
  Verdict monitor(Client client);

  /** Returns whether every client may do everything. */
  default boolean isOpen() {
    return false;
  }

  /** Returns why the present credential file is not in force; empty if it is. */
  Optional<String> problem();

  /**
   * Returns access for every client, for a listener with one pipeline that only its packagers can
   * reach.
   */
  static ListenerAccess open(String pipeline) {
    return new ListenerAccess() {
      @Override
      public Verdict publish(Client client, EventId event) {
        return new Verdict.Admitted(pipeline);
      }

      @Override
      public Verdict monitor(Client client) {
        return new Verdict.Admitted(pipeline);
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public Optional<String> problem() {
        return Optional.empty();
      }
    };
  }
}
