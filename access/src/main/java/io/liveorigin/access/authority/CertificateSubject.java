package io.liveorigin.access.authority;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Whom a certificate is for.
 *
 * @param name its common name
 * @param hosts DNS names and addresses by which it is reached; none for a client
 * @param rsa whether its key is one of RSA with 2048 bits; else one of the curve P-256
 * @param from when it begins to count
 * @param until when it expires
 */
public record CertificateSubject(
    String name, List<String> hosts, boolean rsa, Instant from, Instant until) {
  private static final Duration LIFE = Duration.ofDays(90);

  public CertificateSubject {
    hosts = List.copyOf(hosts);
  }

  /** From an hour before now on, for 90 days: clocks differ. */
  public static CertificateSubject of(String name, List<String> hosts, Instant now) {
    return new CertificateSubject(
        name, hosts, false, now.minus(Duration.ofHours(1)), now.plus(LIFE));
  }

  public CertificateSubject withRsa() {
    return new CertificateSubject(name, hosts, true, from, until);
  }

  public CertificateSubject until(Instant other) {
    return new CertificateSubject(name, hosts, rsa, from, other);
  }

  public CertificateSubject from(Instant other) {
    return new CertificateSubject(name, hosts, rsa, other, until);
  }
}
