package io.liveorigin.access.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;

/**
 * What the tokens say that were found to be genuine. Those that were not are not kept: clients
 * could make up any number of them. Any thread.
 */
final class VerifiedTokens {
  /** Characters of tokens; what is kept of one takes about as many bytes, and {@link #EACH}. */
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
