package io.liveorigin.access.token;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The claim {@code cath}: conditions on header fields. A field meets its condition only if the
 * request has it exactly once. Immutable; any thread may use it.
 *
 * @param fields conditions by the field's name in lower case; empty if the token has none
 */
record HeaderClaim(Map<String, TextMatch> fields) {
  static final HeaderClaim ANY = new HeaderClaim(Map.of());

  private static final String NAME = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}";

  /** Parses the claim's value. Throws {@link TokenRejectedException}. */
  static HeaderClaim read(Cbor value) {
    if (!(value instanceof Cbor.Entries map)) {
      throw TokenRejectedException.invalid("cath is not a map");
    }
    TokenClaims.requireFew("cath", map.entries().size());
    Map<String, TextMatch> fields = new TreeMap<>();
    for (Map.Entry<Cbor, Cbor> entry : map.entries().entrySet()) {
      if (!(entry.getKey() instanceof Cbor.Text name) || !name.value().matches(NAME)) {
        throw TokenRejectedException.invalid("cath contains a key that is not a header field name");
      }
      if (fields.put(
              name.value().toLowerCase(Locale.ROOT), TextMatch.read("cath", entry.getValue()))
          != null) {
        throw TokenRejectedException.invalid("cath names a header field twice");
      }
    }
    return new HeaderClaim(fields);
  }

  /**
   * Throws {@link TokenRejectedException} if a header field of the request does not meet its
   * condition.
   */
  void require(TokenRequest request) {
    fields.forEach(
        (name, match) -> {
          List<String> lines = request.field(name);
          if (lines.size() != 1 || !match.fits(lines.get(0))) {
            throw TokenRejectedException.uncovered("cath does not cover this request");
          }
        });
  }
}
