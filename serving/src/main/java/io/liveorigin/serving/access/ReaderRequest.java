package io.liveorigin.serving.access;

import io.liveorigin.access.token.TokenRequest;

/**
 * The parts of a request that decide about access, independent of the front that read it. Valid
 * while it is being judged; one thread at a time.
 */
public interface ReaderRequest extends TokenRequest {
  /** The query as it was sent, without the question mark; empty if there is none. */
  String query();

  /** Whether the request has {@link CdnSecrets#HEADER}. */
  boolean hasSecret();

  /**
   * Whether {@link CdnSecrets#HEADER} has this value. Takes the same time wherever they differ (see
   * {@link SecretComparison}).
   */
  boolean secretIs(byte[] secret);
}
