package io.liveorigin.serving.access;

import io.liveorigin.access.credential.CredentialVerifier;
import java.util.Optional;
import java.util.function.Supplier;

/** Who may come to the admin listener. */
public sealed interface AdminAccess {
  /** The name of the credential file, in metrics and messages. */
  String FILE = "admin-credentials";

  /** Why what the credential file says now does not count; empty where it does. */
  default Optional<String> problem() {
    return Optional.empty();
  }

  /** Whoever reaches it may do everything. */
  record Open() implements AdminAccess {}

  /**
   * Who has a credential.
   *
   * @param credentials those that count now; asked for each request, so that they may change
   * @param fault why the file that they come from does not count as it is now, so that a revoked
   *     credential may still be in force; empty where it does
   */
  record Guarded(Supplier<CredentialVerifier> credentials, Supplier<Optional<String>> fault)
      implements AdminAccess {
    @Override
    public Optional<String> problem() {
      return fault.get();
    }
  }
}
