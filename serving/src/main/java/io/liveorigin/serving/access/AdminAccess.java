package io.liveorigin.serving.access;

import io.liveorigin.access.credential.CredentialVerifier;
import java.util.Optional;
import java.util.function.Supplier;

/** Who may use the admin listener. */
public sealed interface AdminAccess {
  /** The name of the credential file, in metrics and messages. */
  String FILE = "admin-credentials";

  /**
   * The reason why the present contents of the credential file are not in force; empty if they are.
   */
  default Optional<String> problem() {
    return Optional.empty();
  }

  /** Every client that reaches the listener may do everything. */
  record Open() implements AdminAccess {}

  /**
   * Only clients with a credential may enter.
   *
   * @param credentials the credentials in force; read for each request, so that they may change
   * @param fault why the present contents of the credential file are not in force, so that a
   *     revoked credential may still be; empty if they are
   */
  record Guarded(Supplier<CredentialVerifier> credentials, Supplier<Optional<String>> fault)
      implements AdminAccess {
    @Override
    public Optional<String> problem() {
      return fault.get();
    }
  }
}
