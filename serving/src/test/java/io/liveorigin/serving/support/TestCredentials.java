package io.liveorigin.serving.support;

import io.liveorigin.access.credential.Credential;
import io.liveorigin.access.credential.CredentialFile;
import io.liveorigin.access.credential.CredentialVerifier;
import io.liveorigin.access.credential.GeneratedSecret;
import io.liveorigin.access.credential.Role;
import io.liveorigin.access.credential.SecretHash;
import io.liveorigin.access.credential.StoredSecret;
import io.liveorigin.serving.access.AdminAccess;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Credentials of a test, which keeps their secrets. */
public final class TestCredentials {
  private final SecureRandom random = new SecureRandom();
  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final List<Credential> all = new ArrayList<>();
  private final Clock clock;
  private final AtomicReference<CredentialVerifier> now = new AtomicReference<>();

  /** What keeps the file from being read. */
  private volatile Optional<String> fault = Optional.empty();

  public TestCredentials(Clock clock) {
    this.clock = clock;
  }

  /** A credential with a generated secret. */
  public TestCredentials with(String name, Role role, Optional<String> tenant, String... events) {
    GeneratedSecret secret = GeneratedSecret.from(random);
    secrets.put(name, secret.text());
    return add(name, role, tenant, List.of(events), secret.hash(), Optional.empty());
  }

  /** One that has expired. */
  public TestCredentials withExpired(String name, Role role, Instant expired) {
    GeneratedSecret secret = GeneratedSecret.from(random);
    secrets.put(name, secret.text());
    return add(name, role, Optional.empty(), List.of(), secret.hash(), Optional.of(expired));
  }

  /** One whose password a person chose. */
  public TestCredentials withPassword(String name, Role role, String password) {
    secrets.put(name, password);
    return add(
        name, role, Optional.empty(), List.of(), SecretHash.ofPassword(password), Optional.empty());
  }

  private TestCredentials add(
      String name,
      Role role,
      Optional<String> tenant,
      List<String> events,
      SecretHash hash,
      Optional<Instant> expires) {
    List<String> pipelines = role == Role.PUBLISHER ? List.of("a") : List.of();
    StoredSecret stored = new StoredSecret(hash, Optional.empty(), expires);
    all.add(new Credential(name, role, tenant, pipelines, events, List.of(stored), List.of()));
    return read();
  }

  /** From now on it does not count; its secret is still known to the test. */
  public TestCredentials revoke(String name) {
    all.removeIf(credential -> credential.name().equals(name));
    return read();
  }

  /** From now on the file cannot be read, or can be again. */
  public void fails(Optional<String> why) {
    fault = why;
  }

  private TestCredentials read() {
    now.set(new CredentialVerifier(new CredentialFile(all), clock));
    return this;
  }

  public AdminAccess access() {
    return new AdminAccess.Guarded(now::get, () -> fault);
  }

  public String secret(String name) {
    return secrets.get(name);
  }

  /** Value of {@code Authorization}. */
  public String bearer(String name) {
    return "Bearer " + secret(name);
  }
}
