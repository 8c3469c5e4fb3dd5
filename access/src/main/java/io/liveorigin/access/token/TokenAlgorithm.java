package io.liveorigin.access.token;

import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/** How tokens are proved: what CTA-5007 names (RFC 9053, sections 2.1 and 3.1; RFC 8230). */
enum TokenAlgorithm {
  /** HMAC 256/256. */
  HS256(5, "HmacSHA256"),
  /** ECDSA on P-256 with SHA-256; the signature is r and s, 32 bytes each. */
  ES256(-7, "SHA256withECDSAinP1363Format"),
  /** RSASSA-PSS with SHA-256. */
  PS256(-37, "RSASSA-PSS");

  /** PS256 (RFC 8230, section 2): a salt as long as the hash. */
  static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private final long number;
  private final String java;

  TokenAlgorithm(long number, String java) {
    this.number = number;
    this.java = java;
  }

  /** By the number in IANA's registry of COSE algorithms. */
  static Optional<TokenAlgorithm> of(long number) {
    return Arrays.stream(values()).filter(a -> a.number == number).findFirst();
  }

  /** Whether it is one key on both sides. */
  boolean mac() {
    return this == HS256;
  }

  /** As the Java platform calls it. */
  String java() {
    return java;
  }
}
