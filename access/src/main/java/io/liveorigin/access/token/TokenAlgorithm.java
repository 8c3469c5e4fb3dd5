package io.liveorigin.access.token;

import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/** The algorithms for tokens that CTA-5007 names (RFC 9053, sections 2.1 and 3.1; RFC 8230). */
enum TokenAlgorithm {
  /** HMAC 256/256: HMAC with SHA-256 and a tag of 256 bits. */
  HS256(5, "HmacSHA256"),
  /** ECDSA on P-256 with SHA-256; the signature is r and s, 32 bytes each. */
  ES256(-7, "SHA256withECDSAinP1363Format"),
  /** RSASSA-PSS with SHA-256. */
  PS256(-37, "RSASSA-PSS");

  /** The parameters of PS256 (RFC 8230, section 2): the salt is as long as the hash. */
  static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private final long number;
  private final String java;

  TokenAlgorithm(long number, String java) {
    this.number = number;
    this.java = java;
  }

  /** Returns the algorithm with this number in IANA's registry of COSE algorithms. */
  static Optional<TokenAlgorithm> of(long number) {
    return Arrays.stream(values()).filter(a -> a.number == number).findFirst();
  }

  /** Returns whether issuer and verifier share one secret key. */
  boolean mac() {
    return this == HS256;
  }

  /** Returns the name of the algorithm in the Java platform. */
  String java() {
    return java;
  }
}
