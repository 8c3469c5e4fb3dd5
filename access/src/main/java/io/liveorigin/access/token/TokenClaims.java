package io.liveorigin.access.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a token says, as far as it is checked. A claim that is not understood makes the token
 * unacceptable: it may restrict what the token is for. Immutable; any thread.
 *
 * @param issuer who made it
 * @param audience whom it is for; empty where it does not say
 * @param notAfter epoch seconds
 * @param notBefore epoch seconds; minus infinity where it does not say
 * @param uri what the URL must be like
 * @param methods those that it is for; empty where it does not say
 * @param headers what header fields must be like
 */
record TokenClaims(
    Optional<String> issuer,
    List<String> audience,
    double notAfter,
    double notBefore,
    UriClaim uri,
    Optional<List<String>> methods,
    HeaderClaim headers) {
  /** Clocks of the issuer and of this node differ. */
  private static final double LEEWAY_SECONDS = 5;

  /** Of aud, of catm and of cath. */
  static final int MOST_ENTRIES = 16;

  private static final long MILLIS = 1000;

  /** Reads the payload of a token that is genuine. Throws {@link TokenRejectedException}. */
  static TokenClaims read(byte[] payload) {
    if (!(CborReader.read(payload) instanceof Cbor.Entries map)) {
      throw TokenRejectedException.invalid("the token's claims are no map");
    }
    map.entries().forEach(TokenClaims::requireUnderstood);
    return new TokenClaims(
        map.at(Claim.ISS.number()).map(value -> text("iss", value)),
        map.at(Claim.AUD.number()).map(TokenClaims::audience).orElse(List.of()),
        map.at(Claim.EXP.number())
            .map(value -> seconds("exp", value))
            .orElseThrow(
                () ->
                    TokenRejectedException.unsupported("the token has no exp: it would never end")),
        map.at(Claim.NBF.number())
            .map(value -> seconds("nbf", value))
            .orElse(Double.NEGATIVE_INFINITY),
        map.at(Claim.CATU.number()).map(UriClaim::read).orElse(UriClaim.ANY),
        map.at(Claim.CATM.number()).map(value -> texts("catm", value)),
        map.at(Claim.CATH.number()).map(HeaderClaim::read).orElse(HeaderClaim.ANY));
  }

  private static void requireUnderstood(Cbor key, Cbor value) {
    if (!(key instanceof Cbor.Int number)) {
      throw TokenRejectedException.unsupported("the token has a claim of its issuer's own");
    }
    Claim claim =
        Claim.of(number.value())
            .orElseThrow(
                () ->
                    TokenRejectedException.unsupported(
                        "the token has the claim " + number.value()));
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
      throw TokenRejectedException.invalid(claim + " is no array");
    }
    List<String> texts = new ArrayList<>();
    requireFew(claim, items.values().size());
    items.values().forEach(item -> texts.add(text(claim, item)));
    return List.copyOf(texts);
  }

  /** Each request pays for each of them. */
  static void requireFew(String claim, int count) {
    if (count > MOST_ENTRIES) {
      throw TokenRejectedException.unsupported(
          claim + " has " + count + " entries; the origin takes " + MOST_ENTRIES + " at most");
    }
  }

  private static String text(String claim, Cbor value) {
    if (value instanceof Cbor.Text text) {
      return text.value();
    }
    throw TokenRejectedException.invalid(claim + " is no text");
  }

  /** NumericDate (RFC 8392, section 2), with or without the tag that is not needed. */
  private static double seconds(String claim, Cbor value) {
    if (value instanceof Cbor.Int number) {
      return number.value();
    }
    if (value instanceof Cbor.Real number && Double.isFinite(number.value())) {
      return number.value();
    }
    throw TokenRejectedException.invalid(claim + " is no number");
  }

  /**
   * Throws {@link TokenRejectedException} for a token of another issuer, or for another audience.
   */
  void requireFor(String by, Optional<String> us) {
    if (!issuer.equals(Optional.of(by))) {
      throw TokenRejectedException.uncovered("the token is not of the tenant's issuer");
    }
    // Whoever is not among those whom a token names must not take it (RFC 7519, section 4.1.3).
    if (us.isPresent() ? !audience.contains(us.get()) : !audience.isEmpty()) {
      throw TokenRejectedException.uncovered("the token is for another audience");
    }
  }

  /** Whether it has ended. */
  boolean over(long nowMillis) {
    return nowMillis >= notAfter * MILLIS;
  }

  /**
   * Throws {@link TokenRejectedException} where the token does not cover a request that comes now.
   *
   * @param prefix of the viewer's path, which caches took off
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
