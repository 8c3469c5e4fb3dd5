package io.liveorigin.access.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;

/**
 * The claims of tokens whose proof was verified. Tokens with a wrong proof are not kept, because
 * clients could invent any number of them. Any thread may call it.
 */
final class VerifiedTokens {
  /**
   * Maximum total weight. The weight of a token is its length in characters, which is about the
   * number of bytes kept of it, plus {@link #EACH}.
   */
  private static final long MOST = 16 * 1024 * 1024;

  private static final int EACH = 512;

  private record Entry(TokenClaims claims, int length) {}

  private final Cache<TokenDigest, Entry> entries =
      Caffeine.newBuilder()
          .maximumWeight(MOST)
          .<TokenDigest, Entry>weigher((digest, entry) -> entry.length() + EACH)
          .build();

  Optional<TokenClaims> claims(TokenDigest digest) {
    return Optional.ofNullable(entries.getIfPresent(digest)).map(Entry::claims);
  }

  void add(TokenDigest digest, TokenClaims claims, int length) {
    entries.put(digest, new Entry(claims, length));
  }

  void remove(TokenDigest digest) {
    entries.invalidate(digest);
  }

  long size() {
    return entries.estimatedSize();
  }
}
