package io.liveorigin.standalone.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.liveorigin.access.credential.CertificateName;
import io.liveorigin.access.credential.Credential;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A credential in the output of a list, without the stored form of its secrets.
 *
 * @param role word of the role
 * @param tenant empty for all tenants
 * @param events empty for all events of the tenant
 * @param secrets one for each secret: since and until when it is valid
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

  /** The validity of a secret. */
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
