package io.liveorigin.access.token;

import static io.liveorigin.access.token.TestTokens.cbor;
import static io.liveorigin.access.token.TestTokens.claims;
import static io.liveorigin.access.token.TestTokens.mac0;
import static io.liveorigin.access.token.Vectors.judge;
import static io.liveorigin.access.token.Vectors.use;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.access.token.TokenVerdict.Outcome;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantTokenVerifierTest {
  private static final String[] ALL = {"k1", "es", "ps"};

  /** A clock that a test moves. */
  private static final class Moved extends Clock {
    private Instant now = Vectors.NOW;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  static Stream<Vectors.Vector> vectors() {
    return Vectors.all().stream();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void aTokenOfOtherSoftwareIsJudgedAsItIsMeant(Vectors.Vector vector) {
    TenantTokenVerifier verifier = judge(ALL);

    TokenVerdict verdict = verifier.judge(vector.token(), use());

    assertThat(verdict.outcome()).as(verdict.detail()).isEqualTo(vector.outcome());
    // The same once it is known.
    assertThat(verifier.judge(vector.token(), use())).isEqualTo(verdict);
    assertThat(verifier.acceptsAtOnce(vector.token(), use())).isEqualTo(verdict.accepted());
  }

  @Test
  void aTokenIsVerifiedOnceAndItsClaimsEachTime() {
    TenantTokenVerifier verifier = judge(ALL);
    String token = Vectors.token("uri");

    assertThat(verifier.acceptsAtOnce(token, use())).isFalse();
    assertThat(verifier.judge(token, use()).accepted()).isTrue();
    assertThat(verifier.acceptsAtOnce(token, use())).isTrue();
    for (String path :
        List.of("/acme/sport/v0-7.m4s", "/acme/news/manifest.mpd", "/acme/news/v0-7.m4s.vtt")) {
      assertThat(verifier.acceptsAtOnce(token, use("GET", path))).as(path).isFalse();
      assertThat(verifier.judge(token, use("GET", path)).outcome()).isEqualTo(Outcome.UNCOVERED);
    }
  }

  @Test
  void aTokenThatEndsWhileItIsKnownIsRefusedAndForgotten() {
    Moved clock = new Moved();
    TenantTokenVerifier verifier = judge(clock, ALL);
    String token = Vectors.token("plain");
    verifier.judge(token, use());

    clock.now = Vectors.NOW.plusSeconds(3600).minusMillis(1);
    assertThat(verifier.acceptsAtOnce(token, use())).isTrue();
    clock.now = Vectors.NOW.plusSeconds(3600);
    assertThat(verifier.acceptsAtOnce(token, use())).isFalse();
    assertThat(verifier.judge(token, use()).outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(verifier.acceptsAtOnce(token, use())).isFalse();
    clock.now = Vectors.NOW;
    assertThat(verifier.acceptsAtOnce(token, use())).as("forgotten").isFalse();
  }

  /** What the proof is not of says which key it is, and no more (RFC 9052, section 3). */
  @Test
  void noBitOfWhatIsProvedCanBeChanged() {
    byte[] token = Base64Url.decoded(Vectors.token("plain")).orElseThrow();
    byte[] signed = CoseMessage.read(token).signed();
    int accepted = 0;
    for (int bit = 0; bit < 8 * token.length; bit++) {
      byte[] other = token.clone();
      other[bit / 8] ^= (byte) (1 << (bit % 8));
      if (judge(ALL).judge(TestTokens.encoded(other), use()).accepted()) {
        assertThat(CoseMessage.read(other).signed()).as("bit " + bit).isEqualTo(signed);
        accepted++;
      }
    }
    assertThat(accepted).as("forms without a kid").isLessThan(8);
  }

  @Test
  void aKeyStandsForOneAlgorithmWhateverTheTokenSays() {
    byte[] publicKey =
        Base64.getMimeDecoder()
            .decode(
                "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEa3GCcS/LR/KHp9JuPpQmzaZtkHfg"
                    + "9mCe/G2d70kVDjnkfIGcAZYpqoH6zSSLQwO9Pgb6w+LEudT6hDEIz0Khow==");
    byte[] named = cbor(Map.of(1, 5, 4, "es".getBytes(StandardCharsets.US_ASCII)));

    assertThat(judge(ALL).judge(mac0(named, cbor(claims()), publicKey), use()).outcome())
        .isEqualTo(Outcome.INVALID);
  }

  @Test
  void aTokenOfAKeyThatIsNotInTheFileIsRefused() {
    assertThat(judge("es", "ps").judge(Vectors.token("plain"), use()).outcome())
        .isEqualTo(Outcome.INVALID);
    assertThat(judge("k1").judge(Vectors.token("ES256"), use()).outcome())
        .isEqualTo(Outcome.INVALID);
  }

  /** Of each claim there is, those that are not understood refuse. */
  @Test
  void aClaimThatIsNotUnderstoodRefuses() {
    List<Integer> passedOver = List.of(2, 6, 7, 320, 322, 323);
    for (int claim = -10; claim < 400; claim++) {
      if (List.of(1, 3, 4, 5, 308, 310, 312, 313, 315).contains(claim)) {
        continue;
      }
      TokenVerdict verdict = judge(ALL).judge(mac0(cbor(claims(claim, 0))), use());
      assertThat(verdict.outcome())
          .as(claim + ": " + verdict.detail())
          .isEqualTo(passedOver.contains(claim) ? Outcome.ACCEPTED : Outcome.UNSUPPORTED);
    }
    assertThat(judge(ALL).judge(mac0(cbor(claims("exp", 0))), use()).outcome())
        .isEqualTo(Outcome.UNSUPPORTED);
  }

  @Test
  void aCriticalHeaderThatIsNotUnderstoodRefuses() {
    byte[] protect = cbor(Map.of(1, 5, 2, List.of(77), 77, 0));
    byte[] key = Base64Url.decoded("QDaX3oevZGEcHTKgXasP4fy3FahqtDXx7JkZLXlWk4g").orElseThrow();

    assertThat(judge(ALL).judge(mac0(protect, cbor(claims()), key), use()).outcome())
        .isEqualTo(Outcome.UNSUPPORTED);
  }

  @Test
  void claimsOfAnotherTypeRefuse() {
    for (int claim : List.of(1, 3, 4, 5, 308, 310, 312, 313, 315)) {
      for (Object value : List.of(Map.of("a", "b"), List.of(List.of()), new byte[] {1}, -1)) {
        assertThat(judge(ALL).judge(mac0(cbor(claims(claim, value))), use()).accepted())
            .as(claim + "=" + value)
            .isEqualTo(claim == 5 && value.equals(-1));
      }
    }
    for (Object catu :
        List.of(
            Map.of(3, Map.of()),
            Map.of(9, Map.of(0, "x")),
            Map.of("path", Map.of(0, "x")),
            Map.of(3, Map.of(0, 1)),
            Map.of(3, Map.of(5, "x")),
            Map.of(3, Map.of(-1, "x")))) {
      assertThat(judge(ALL).judge(mac0(cbor(claims(312, catu))), use()).accepted()).isFalse();
    }
  }

  /** Each of several matches of a component must fit. */
  @Test
  void allMatchesMustFit() {
    Map<Object, Object> both = new HashMap<>(Map.of(1, "/acme/", 2, ".m4s"));

    assertThat(judge(ALL).judge(mac0(cbor(claims(312, Map.of(3, both)))), use()).accepted())
        .isTrue();
    both.put(3, "sport");
    assertThat(judge(ALL).judge(mac0(cbor(claims(312, Map.of(3, both)))), use()).accepted())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "a token",
        "====",
        "9f",
        "gA",
        "hEA",
        "hECgQEA",
        "hEOhAQWgQEA",
        "2D3RgA",
        "2D3SgA",
        "G________9_",
        "W_____8",
        "m_____________8",
        "u_____________8",
        "e_____8",
        "gYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYE",
        "n4D_",
        "X0D_",
      })
  void whatIsNoTokenIsRefused(String text) {
    assertThat(judge(ALL).judge(text, use()).outcome()).isIn(Outcome.INVALID, Outcome.UNSUPPORTED);
  }

  @Test
  void aTokenThatIsTooLongOrNestedCostsNothing() {
    String deep = TestTokens.encoded(new byte[3000]).replace('A', 'g');
    assertThat(judge(ALL).judge(deep, use()).outcome()).isEqualTo(Outcome.INVALID);
    assertThat(judge(ALL).judge("g".repeat(1_000_000), use()).outcome()).isEqualTo(Outcome.INVALID);
    // A length of 2^63 - 1, and one of 2 GiB.
    for (byte[] bytes :
        List.of(
            new byte[] {0x5b, 0x7f, -1, -1, -1, -1, -1, -1, -1},
            new byte[] {(byte) 0x9b, 0x7f, -1, -1, -1, -1, -1, -1, -1},
            new byte[] {(byte) 0xbb, 0x7f, -1, -1, -1, -1, -1, -1, -1},
            new byte[] {0x7a, 0x7f, -1, -1, -1})) {
      assertThat(judge(ALL).judge(TestTokens.encoded(bytes), use()).outcome())
          .isEqualTo(Outcome.INVALID);
    }
  }

  /** Invariant: who has a token cannot make any number of it, each of which would be kept. */
  @Test
  void aGenuineTokenHasNoOtherTexts() {
    String genuine = mac0(cbor(claims()));
    byte[] bytes = Base64Url.decoded(genuine).orElseThrow();
    assertThat(judge(ALL).judge(genuine, use()).accepted()).isTrue();
    Cbor.Items parts = (Cbor.Items) CborReader.read(bytes);
    byte[] protect = ((Cbor.Bytes) parts.values().get(0)).value();
    byte[] payload = ((Cbor.Bytes) parts.values().get(2)).value();
    byte[] proof = ((Cbor.Bytes) parts.values().get(3)).value();
    byte[] k1 = "k1".getBytes(StandardCharsets.US_ASCII);
    assertThat(
            judge(ALL)
                .judge(
                    TestTokens.encoded(TestTokens.message(protect, Map.of(4, k1), payload, proof)),
                    use())
                .accepted())
        .as("kid, which must be right")
        .isTrue();

    List<byte[]> others = new ArrayList<>();
    others.add(TestTokens.message(protect, Map.of(99, k1), payload, proof));
    others.add(TestTokens.message(protect, Map.of(4, k1, 99, k1), payload, proof));
    // The lengths of their bytes in nine bytes each.
    others.add(cbor(List.of(protect, Map.of(), payload, proof)));
    for (byte[] other : others) {
      assertThat(judge(ALL).judge(TestTokens.encoded(other), use()).outcome())
          .isEqualTo(Outcome.INVALID);
    }
  }

  @Test
  void aNameOfAKeyBesideThatOfTheProtectedHeaderIsRefused() {
    byte[] protect = cbor(Map.of(1, 5, 4, "k1".getBytes(StandardCharsets.US_ASCII)));
    byte[] key = Base64Url.decoded("QDaX3oevZGEcHTKgXasP4fy3FahqtDXx7JkZLXlWk4g").orElseThrow();
    String genuine = mac0(protect, cbor(claims()), key);
    assertThat(judge(ALL).judge(genuine, use()).accepted()).isTrue();
    Cbor.Items parts = (Cbor.Items) CborReader.read(Base64Url.decoded(genuine).orElseThrow());

    byte[] other =
        TestTokens.message(
            protect,
            Map.of(4, "any".getBytes(StandardCharsets.US_ASCII)),
            ((Cbor.Bytes) parts.values().get(2)).value(),
            ((Cbor.Bytes) parts.values().get(3)).value());
    assertThat(judge(ALL).judge(TestTokens.encoded(other), use()).outcome())
        .isEqualTo(Outcome.INVALID);
  }

  /** The last character of base64 may have bits that no byte has. */
  @Test
  void theBitsBehindTheLastByteMustBeZero() {
    assertThat(Base64Url.decoded("gA")).isPresent();
    assertThat(Base64Url.decoded("gA==")).isPresent();
    for (String other : List.of("gB", "gC", "gP", "gB==", "gA=")) {
      assertThat(Base64Url.decoded(other)).as(other).isEmpty();
    }
  }

  /** A forged one would cost a signature of each key. */
  @Test
  void whereThereAreSeveralPublicKeysATokenNamesItsKey() throws GeneralSecurityException {
    KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
    pairs.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair one = pairs.generateKeyPair();
    String token = TestTokens.es256(cbor(claims()), one.getPrivate());
    for (List<KeyPair> known : List.of(List.of(one), List.of(one, pairs.generateKeyPair()))) {
      List<TokenKey> keys = new ArrayList<>();
      for (KeyPair pair : known) {
        keys.add(
            TokenKey.of(
                "k" + keys.size(),
                null,
                Base64.getEncoder().encodeToString(pair.getPublic().getEncoded())));
      }
      TenantTokenVerifier verifier =
          new TenantTokenVerifier(
              new ViewerTokenFile.TenantSettings(
                  "https://login.acme.example", Optional.of("acme-live"), Optional.empty(), keys),
              Clock.fixed(Vectors.NOW, ZoneOffset.UTC));
      assertThat(verifier.judge(token, use()).outcome())
          .as(known.size() + " keys")
          .isEqualTo(known.size() == 1 ? Outcome.ACCEPTED : Outcome.INVALID);
    }
  }

  @Test
  void aListOfMoreThanSixteenIsRefused() {
    for (int claim : List.of(3, 313)) {
      for (int count : List.of(16, 17)) {
        List<String> many = new ArrayList<>(List.of("acme-live", "GET"));
        while (many.size() < count) {
          many.add("x" + many.size());
        }
        assertThat(judge(ALL).judge(mac0(cbor(claims(claim, many))), use()).accepted())
            .as(claim + " of " + count)
            .isEqualTo(count == 16);
      }
    }
    Map<Object, Object> fields = new HashMap<>();
    for (int i = 0; i < 17; i++) {
      fields.put("x-" + i, Map.of(0, "x"));
    }
    assertThat(judge(ALL).judge(mac0(cbor(claims(315, fields))), use()).outcome())
        .isEqualTo(Outcome.UNSUPPORTED);
  }

  @Test
  void onlyGenuineTokensAreKeptAndNotWithoutBound() {
    TenantTokenVerifier verifier = judge(ALL);
    for (int i = 0; i < 500; i++) {
      verifier.judge(mac0(cbor(claims(2, "viewer " + i, 4, 5))), use());
      verifier.judge("x" + i, use());
      verifier.judge(mac0(cbor(Map.of(1, 5)), cbor(claims(2, "v" + i)), new byte[32]), use());
    }
    assertThat(verifier.kept()).isZero();
    verifier.judge(Vectors.token("plain"), use());
    assertThat(verifier.kept()).isEqualTo(1);
  }
}
