package io.liveorigin.serving.access;

import io.liveorigin.access.token.TokenRequest;

/**
 * What access is decided by, whoever read it from the socket. Valid while it is being judged; one
 * thread at a time.
 */
public interface ReaderRequest extends TokenRequest {
  /** As it was sent, without the question mark; empty where there is none. */
  String query();

  /** Whether {@link CdnSecrets#HEADER} is there. */
  boolean hasSecret();

  /**
   * Whether {@link CdnSecrets#HEADER} has this value. Takes the same time wherever they differ (see
   * {@link SecretComparison}).
   */
  boolean secretIs(byte[] secret);
}
