package io.liveorigin.access.credential;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.time.Instant;
import java.util.Optional;

/**
 * A secret of a credential.
 *
 * @param hash what is kept of it
 * @param added when it was added
 * @param expires from when on it does not count; empty: until it is revoked
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
