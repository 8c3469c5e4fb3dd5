package io.liveorigin.access.token;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Verifies the tokens of one tenant. The proof of a token is verified once. After that, each
 * request costs a digest of the token, a look-up, and a check of its claims. Any thread may call
 * it.
 */
public final class TenantTokenVerifier {
  /**
   * Maximum length in characters. Issuers' tokens have 100 to 1000; the head of a request is
   * limited to 8 KiB.
   */
  static final int LONGEST = 4096;

  private final ViewerTokenFile.TenantSettings settings;
  private final String prefix;
  private final Clock clock;
  private final VerifiedTokens verified = new VerifiedTokens();

  TenantTokenVerifier(ViewerTokenFile.TenantSettings settings, Clock clock) {
    this.settings = settings;
    this.prefix = settings.url().map(ViewerUrl::prefix).orElse("");
    this.clock = clock;
  }

  /**
   * Returns whether the token permits the request. Verifies a token that was not seen before, which
   * takes up to a millisecond. Never throws.
   */
  public TokenVerdict judge(String token, TokenRequest request) {
    try {
      if (token.isEmpty() || token.length() > LONGEST) {
        throw TokenRejectedException.invalid("the token must have 1 to " + LONGEST + " characters");
      }
      TokenDigest digest = TokenDigest.of(token);
      Optional<TokenClaims> known = verified.claims(digest);
      TokenClaims claims = known.isPresent() ? known.get() : verify(token);
      if (claims.over(clock.millis())) {
        verified.remove(digest);
      } else if (known.isEmpty()) {
        verified.add(digest, claims, token.length());
      }
      claims.require(request, prefix, clock.millis());
      return TokenVerdict.ACCEPTED;
    } catch (TokenRejectedException e) {
      return e.verdict();
    }
  }

  /**
   * Returns whether the token permits the request and its proof was verified before. Takes
   * microseconds.
   */
  public boolean acceptsAtOnce(String token, TokenRequest request) {
    return !token.isEmpty()
        && token.length() <= LONGEST
        && verified.claims(TokenDigest.of(token)).isPresent()
        && judge(token, request).accepted();
  }

  private TokenClaims verify(String token) {
    byte[] bytes =
        Base64Url.decoded(token)
            .orElseThrow(() -> TokenRejectedException.invalid("the token is not base64url"));
    CoseMessage message = CoseMessage.read(bytes);
    List<TokenKey> keys = settings.keys().stream().filter(k -> k.mayHaveMade(message)).toList();
    if (message.kid().isEmpty() && keys.size() > 1 && !message.algorithm().mac()) {
      // Otherwise a forged token would cost one verification of a signature for each key.
      throw TokenRejectedException.invalid(
          "the token must name its key (kid), because the tenant has several keys of this"
              + " algorithm");
    }
    if (keys.stream().noneMatch(key -> key.made(message))) {
      throw TokenRejectedException.invalid("the token does not match any key of the tenant");
    }
    TokenClaims claims = TokenClaims.read(message.payload());
    claims.requireFor(settings.issuer(), settings.audience());
    claims.uri().requireServer(settings.url());
    return claims;
  }

  /** Returns the number of verified tokens that are kept at present. */
  long kept() {
    return verified.size();
  }
}
