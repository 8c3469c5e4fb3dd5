package io.liveorigin.standalone.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.liveorigin.access.credential.CertificateName;
import io.liveorigin.access.credential.Credential;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A credential as it is listed: without what is kept of its secrets.
 *
 * @param role its word
 * @param tenant absent: all tenants
 * @param events empty: all events of the tenant
 * @param secrets how many there are, and since and until when
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ListedCredential(
    String name,
    String role,
    Optional<String> tenant,
    List<String> pipelines,
    List<String> events,
    List<Validity> secrets,
    List<String> certificates) {

  /** When a secret counts. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Validity(Optional<Instant> added, Optional<Instant> expires) {}

  static ListedCredential of(Credential credential) {
    return new ListedCredential(
        credential.name(),
        credential.role().word(),
        credential.tenant(),
        credential.pipelines(),
        credential.events(),
        credential.secrets().stream()
            .map(secret -> new Validity(secret.added(), secret.expires()))
            .toList(),
        credential.certificates().stream().map(CertificateName::text).toList());
  }
}
