package io.liveorigin.access.authority;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The subject of a certificate to be issued.
 *
 * @param name its common name
 * @param hosts DNS names and IP addresses of a server; empty for a client
 * @param rsa whether the key is an RSA key of 2048 bits; otherwise it is on the curve P-256
 * @param from start of validity
 * @param until end of validity
 */
public record CertificateSubject(
    String name, List<String> hosts, boolean rsa, Instant from, Instant until) {
  private static final Duration LIFE = Duration.ofDays(90);

  public CertificateSubject {
    hosts = List.copyOf(hosts);
  }

  /**
   * A subject with a P-256 key that is valid for 90 days, from one hour before now because clocks
   * differ.
   */
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
