package io.liveorigin.serving.access;

import io.liveorigin.access.credential.CredentialVerifier;
import java.util.function.Supplier;

/** Who may come to the admin listener. */
public sealed interface AdminAccess {
  /** Whoever reaches it may do everything. */
  record Open() implements AdminAccess {}

  /**
   * Who has a credential.
   *
   * @param credentials those that count now; asked for each request, so that they may change
   */
  record Guarded(Supplier<CredentialVerifier> credentials) implements AdminAccess {}
}
