package io.liveorigin.access.credential;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * One credential of the credential file.
 *
 * @param name user name for Basic authentication; unique; 1 to 64 of A-Z a-z 0-9 . _ -
 * @param role what the credential is for
 * @param tenant the tenant whose events it covers. A publisher must have one; an operator without
 *     one covers all tenants
 * @param pipelines the pipelines as which a publisher may publish: at least one for a publisher,
 *     none for other roles
 * @param events the events of the tenant that it covers; empty for all
 * @param secrets any one of them is sufficient; at most two, so that a secret can be replaced
 *     without interruption
 * @param certificates any one of them is sufficient
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Credential(
    String name,
    Role role,
    Optional<String> tenant,
    List<String> pipelines,
    List<String> events,
    List<StoredSecret> secrets,
    List<CertificateName> certificates) {
  static final int MOST_SECRETS = 2;
  private static final int MOST_NAMES = 1_000;

  public Credential {
    if (name == null || !NameRules.isName(name)) {
      throw new OriginException(
          ErrorCode.INTERNAL,
          "credentials.name must be 1 to 64 of A-Z a-z 0-9 . _ - and start with a letter or digit");
    }
    if (role == null) {
      throw invalid(name, "role", "publisher, viewer, operator or admin, but is missing");
    }
    tenant = tenant == null ? Optional.empty() : tenant;
    pipelines = names(name, "pipelines", pipelines);
    events = names(name, "events", events);
    secrets = secrets == null ? List.of() : List.copyOf(secrets);
    certificates = certificates == null ? List.of() : List.copyOf(certificates);
    if (tenant.isPresent() && !NameRules.isName(tenant.get())) {
      throw invalid(name, "tenant", "a valid tenant name");
    }
    if (tenant.isEmpty() && (role == Role.PUBLISHER || !events.isEmpty())) {
      throw invalid(name, "tenant", "the name of the credential's tenant, but is missing");
    }
    if (role == Role.PUBLISHER && pipelines.isEmpty()) {
      throw invalid(name, "pipelines", "at least one pipeline, but is missing");
    }
    if (role != Role.PUBLISHER && !pipelines.isEmpty()) {
      throw invalid(name, "pipelines", "absent, because only a publisher has pipelines");
    }
    if (secrets.size() > MOST_SECRETS) {
      throw invalid(
          name, "secrets", "at most two, so that one can be replaced, but are " + secrets.size());
    }
    if (secrets.isEmpty() && certificates.isEmpty()) {
      throw invalid(name, "secrets", "present if there are no certificates, but both are missing");
    }
  }

  Identity identity() {
    return new Identity(name, role, tenant, pipelines, events);
  }

  /** Returns the same credential with other secrets. */
  public Credential withSecrets(List<StoredSecret> other) {
    return new Credential(name, role, tenant, pipelines, events, other, certificates);
  }

  private static List<String> names(String credential, String key, List<String> names) {
    List<String> copy = names == null ? List.of() : new ArrayList<>(names);
    if (copy.size() > MOST_NAMES || new HashSet<>(copy).size() < copy.size()) {
      throw invalid(credential, key, "distinct names, " + MOST_NAMES + " at most");
    }
    for (String name : copy) {
      if (name == null || !NameRules.isName(name)) {
        throw invalid(credential, key, "names of 1 to 64 of A-Z a-z 0-9 . _ -, but one is not");
      }
    }
    return List.copyOf(copy);
  }

  private static OriginException invalid(String name, String key, String allowed) {
    return new OriginException(
        ErrorCode.INTERNAL, "credentials." + name + "." + key + " must be " + allowed);
  }
}
