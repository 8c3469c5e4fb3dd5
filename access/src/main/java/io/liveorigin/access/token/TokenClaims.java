package io.liveorigin.access.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The claims of a token that the origin checks. A claim that it does not understand makes the token
 * unacceptable, because it may restrict what the token permits. Immutable; any thread may use it.
 *
 * @param issuer who issued the token
 * @param audience whom the token is for; empty if it does not say
 * @param notAfter epoch seconds
 * @param notBefore epoch seconds; minus infinity if the token does not say
 * @param uri conditions on the URL
 * @param methods the methods that the token permits; empty if it does not say
 * @param headers conditions on header fields
 */
record TokenClaims(
    Optional<String> issuer,
    List<String> audience,
    double notAfter,
    double notBefore,
    UriClaim uri,
    Optional<List<String>> methods,
    HeaderClaim headers) {
  /** Tolerance because the clocks of the issuer and of this node differ. */
  private static final double LEEWAY_SECONDS = 5;

  /** Maximum number of entries in each of aud, catm and cath. */
  static final int MOST_ENTRIES = 16;

  private static final long MILLIS = 1000;

  /**
   * Parses the payload of a token whose proof was verified. Throws {@link TokenRejectedException}.
   */
  static TokenClaims read(byte[] payload) {
    if (!(CborReader.read(payload) instanceof Cbor.Entries map)) {
      throw TokenRejectedException.invalid("the token's claims are not a map");
    }
    map.entries().forEach(TokenClaims::requireUnderstood);
    return new TokenClaims(
        map.at(Claim.ISS.number()).map(value -> text("iss", value)),
        map.at(Claim.AUD.number()).map(TokenClaims::audience).orElse(List.of()),
        map.at(Claim.EXP.number())
            .map(value -> seconds("exp", value))
            .orElseThrow(
                () ->
                    TokenRejectedException.unsupported(
                        "the token has no exp claim, so it would never expire")),
        map.at(Claim.NBF.number())
            .map(value -> seconds("nbf", value))
            .orElse(Double.NEGATIVE_INFINITY),
        map.at(Claim.CATU.number()).map(UriClaim::read).orElse(UriClaim.ANY),
        map.at(Claim.CATM.number()).map(value -> texts("catm", value)),
        map.at(Claim.CATH.number()).map(HeaderClaim::read).orElse(HeaderClaim.ANY));
  }

  private static void requireUnderstood(Cbor key, Cbor value) {
    if (!(key instanceof Cbor.Int number)) {
      throw TokenRejectedException.unsupported(
          "the token has a private claim, which the origin does not support");
    }
    Claim claim =
        Claim.of(number.value())
            .orElseThrow(
                () ->
                    TokenRejectedException.unsupported(
                        "the token has claim "
                            + number.value()
                            + ", which the origin does"
                            + " not support"));
    if (claim.onlyValue().isPresent() && !value.equals(new Cbor.Int(claim.onlyValue().get()))) {
      throw TokenRejectedException.unsupported(
          "of "
              + claim.text()
              + " the origin knows the value "
              + claim.onlyValue().get()
              + " only");
    }
  }

  private static List<String> audience(Cbor value) {
    return value instanceof Cbor.Text text ? List.of(text.value()) : texts("aud", value);
  }

  private static List<String> texts(String claim, Cbor value) {
    if (!(value instanceof Cbor.Items items)) {
      throw TokenRejectedException.invalid(claim + " is not an array");
    }
    List<String> texts = new ArrayList<>();
    requireFew(claim, items.values().size());
    items.values().forEach(item -> texts.add(text(claim, item)));
    return List.copyOf(texts);
  }

  /** Throws if a claim has too many entries: every request with the token has to compare them. */
  static void requireFew(String claim, int count) {
    if (count > MOST_ENTRIES) {
      throw TokenRejectedException.unsupported(
          claim + " has " + count + " entries, but the origin accepts at most " + MOST_ENTRIES);
    }
  }

  private static String text(String claim, Cbor value) {
    if (value instanceof Cbor.Text text) {
      return text.value();
    }
    throw TokenRejectedException.invalid(claim + " is not a text string");
  }

  /** Parses a NumericDate (RFC 8392, section 2), which has no tag. */
  private static double seconds(String claim, Cbor value) {
    if (value instanceof Cbor.Int number) {
      return number.value();
    }
    if (value instanceof Cbor.Real number && Double.isFinite(number.value())) {
      return number.value();
    }
    throw TokenRejectedException.invalid(claim + " is not a number");
  }

  /**
   * Throws {@link TokenRejectedException} if the token is from another issuer, or for another
   * audience.
   */
  void requireFor(String by, Optional<String> us) {
    if (!issuer.equals(Optional.of(by))) {
      throw TokenRejectedException.uncovered("the token was not issued by the tenant's issuer");
    }
    // A recipient that a token does not name must reject it (RFC 7519, section 4.1.3).
    if (us.isPresent() ? !audience.contains(us.get()) : !audience.isEmpty()) {
      throw TokenRejectedException.uncovered("the token is for another audience");
    }
  }

  /** Returns whether the token has expired. */
  boolean over(long nowMillis) {
    return nowMillis >= notAfter * MILLIS;
  }

  /**
   * Throws {@link TokenRejectedException} if the token does not permit the request at this instant.
   *
   * @param prefix part of the viewer's path that caches have removed
   */
  void require(TokenRequest request, String prefix, long nowMillis) {
    if (over(nowMillis)) {
      throw TokenRejectedException.expired("the token has expired");
    }
    if (nowMillis < (notBefore - LEEWAY_SECONDS) * MILLIS) {
      throw TokenRejectedException.expired("the token is not valid yet");
    }
    if (methods.isPresent() && !methods.get().contains(request.method())) {
      throw TokenRejectedException.uncovered("catm does not cover this method");
    }
    uri.requirePath(prefix + request.path());
    headers.require(request);
  }
}
