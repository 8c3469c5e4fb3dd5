package io.liveorigin.access.credential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.testing.Bounds;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a client presents, in the Authorization field or as names of its certificate: no
 * exception, bounded memory and time, and nobody is let in. docs/fuzzing.md has how long this has
 * run.
 */
class PresentedCredentialFuzzTest {
  private static final CredentialVerifier CREDENTIALS =
      new CredentialVerifier(
          new CredentialFile(
              List.of(
                  new Credential(
                      "a",
                      Role.ADMIN,
                      Optional.empty(),
                      List.of(),
                      List.of(),
                      List.of(
                          new StoredSecret(
                              SecretHash.of("sha256:" + "A".repeat(43)),
                              Optional.empty(),
                              Optional.empty())),
                      List.of(CertificateName.of("subject:CN=a"))))),
          Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  static Stream<byte[]> fields() {
    return Stream.of(
            "Basic YTpi",
            "basic  YTpi==",
            "Bearer lo_" + "A".repeat(43),
            "Bearer sha256:" + "A".repeat(43),
            "Basic Og==",
            "Basic //////",
            "Basic " + "YTpi".repeat(2000),
            "subject:CN=a\\,b+OU=\"c,d\",O=#0402ffff",
            "subject:OID.1.2.3=x, CN=" + "x,CN=".repeat(100),
            "dns:xn--a.example",
            "uri:spiffe://a/b")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  @MethodSource("fields")
  @FuzzTest
  void present(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    AuthenticationResult found =
        Bounds.DOCUMENTS.assertKept(
            bytes.length,
            () ->
                CREDENTIALS.authenticate(
                    PresentedCredential.of(Optional.of(text), Optional.empty())));
    if (found instanceof AuthenticationResult.Known) {
      throw new AssertionError("let in with " + text);
    }
    Bounds.DOCUMENTS.assertKept(bytes.length, () -> name(text));
  }

  private static Optional<CertificateName> name(String text) {
    try {
      CertificateName name = CertificateName.of(text);
      if (!CertificateName.of(name.text()).equals(name)) {
        throw new AssertionError("a name changed when it was read again: " + name.text());
      }
      return Optional.of(name);
    } catch (OriginException e) {
      return Optional.empty();
    }
  }
}
