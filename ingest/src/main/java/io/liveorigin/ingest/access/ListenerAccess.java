package io.liveorigin.ingest.access;

import io.liveorigin.contract.address.EventId;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Decides who may publish where, and as which pipeline. Asked before anything is looked up, so that
 * a stranger learns nothing about which events exist. Any thread; blocks where a password that a
 * person chose is presented for the first time, for two seconds and some tens of milliseconds at
 * most, and only a few threads at a time.
 */
public interface ListenerAccess {
  /**
   * What a client presents.
   *
   * @param address of the client's end of the connection
   * @param authorization value of the Authorization field, where there is one
   * @param certificate of the client's end of a TLS connection, verified
   */
  record Client(
      String address, Optional<String> authorization, Optional<X509Certificate> certificate) {
    /** Records print their components; the field must not be in a log. */
    @Override
    public String toString() {
      return "a client " + (authorization.isPresent() ? "with" : "without") + " Authorization";
    }
  }

  /** What follows. */
  sealed interface Verdict {
    /** It may, as this pipeline. */
    record Admitted(String pipeline) implements Verdict {}

    /** It presents nothing: 401. */
    record CredentialNeeded() implements Verdict {}

    /** What it presents is not known, or not any more: 403. */
    record WrongCredential() implements Verdict {}

    /** Its credential does not cover this: 403; {@code reason} is for the client. */
    record Forbidden(String reason) implements Verdict {}

    /** It may come again in a moment: 503. */
    record Busy() implements Verdict {}

    /** Too many wrong passwords have come from its address: 429. */
    record TooManyAttempts() implements Verdict {}
  }

  /** May the client publish to this event, were there one? */
  Verdict publish(Client client, EventId event);

  /** May the client read what the listener says about itself: its metrics and refusals? */
  Verdict look(Client client);

  /** Whether everybody may do everything. */
  default boolean isOpen() {
    return false;
  }

  /** Why credentials are not those that their file has now; empty where they are. */
  Optional<String> problem();

  /** For a listener of one pipeline that only its packagers can reach. */
  static ListenerAccess open(String pipeline) {
    return new ListenerAccess() {
      @Override
      public Verdict publish(Client client, EventId event) {
        return new Verdict.Admitted(pipeline);
      }

      @Override
      public Verdict look(Client client) {
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
