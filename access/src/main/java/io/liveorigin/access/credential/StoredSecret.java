package io.liveorigin.access.credential;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.time.Instant;
import java.util.Optional;

/**
 * A stored secret of a credential.
 *
 * @param hash the hash of the secret
 * @param added when the secret was added
 * @param expires the instant from which the secret is no longer valid; empty if it is valid until
 *     it is revoked
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StoredSecret(SecretHash hash, Optional<Instant> added, Optional<Instant> expires) {
  public StoredSecret {
    if (hash == null) {
      throw new OriginException(ErrorCode.INTERNAL, "secrets.hash is missing");
    }
    added = added == null ? Optional.empty() : added;
    expires = expires == null ? Optional.empty() : expires;
  }

  boolean counts(Instant now) {
    return expires.isEmpty() || now.isBefore(expires.get());
  }
}
