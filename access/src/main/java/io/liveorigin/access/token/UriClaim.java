package io.liveorigin.access.token;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The claim {@code catu}: conditions on the URL. Immutable; any thread may use it.
 *
 * @param parts conditions by component of the URL; empty if the token has none
 */
record UriClaim(Map<UriPart, TextMatch> parts) {
  static final UriClaim ANY = new UriClaim(Map.of());

  /** Parses the claim's value. Throws {@link TokenRejectedException}. */
  static UriClaim read(Cbor value) {
    if (!(value instanceof Cbor.Entries map)) {
      throw TokenRejectedException.invalid("catu is not a map");
    }
    Map<UriPart, TextMatch> parts = new EnumMap<>(UriPart.class);
    for (Map.Entry<Cbor, Cbor> entry : map.entries().entrySet()) {
      UriPart part =
          Optional.of(entry.getKey())
              .flatMap(key -> key instanceof Cbor.Int n ? UriPart.of(n.value()) : Optional.empty())
              .orElseThrow(
                  () -> TokenRejectedException.unsupported("catu has an unknown component"));
      if (part == UriPart.QUERY) {
        // Caches in front leave the query out of their cache keys.
        throw TokenRejectedException.unsupported(
            "catu restricts the query, which the origin does not support");
      }
      parts.put(part, TextMatch.read("catu", entry.getValue()));
    }
    return new UriClaim(parts);
  }

  /**
   * Throws {@link TokenRejectedException} if the conditions on scheme, host or port do not match
   * the tenant's URL, or if there are such conditions and no URL is configured.
   */
  void requireServer(Optional<ViewerUrl> url) {
    for (UriPart part : List.of(UriPart.SCHEME, UriPart.HOST, UriPart.PORT)) {
      TextMatch match = parts.get(part);
      if (match == null) {
        continue;
      }
      ViewerUrl known =
          url.orElseThrow(
              () ->
                  TokenRejectedException.unsupported(
                      "catu restricts the server, but the tenant has no url in the viewer token"
                          + " file"));
      if (known.forms(part).stream().noneMatch(match::fits)) {
        throw TokenRejectedException.uncovered("catu does not cover this server");
      }
    }
  }

  /** Throws {@link TokenRejectedException} if the token does not permit the path. */
  void requirePath(String path) {
    parts.forEach(
        (part, match) -> {
          if (!part.ofTheServer() && !part.of(path).stream().allMatch(match::fits)) {
            throw TokenRejectedException.uncovered("catu does not cover this URL");
          }
        });
  }
}
