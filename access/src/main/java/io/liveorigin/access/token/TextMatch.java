package io.liveorigin.access.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The conditions of {@code catu} and {@code cath} on a text, all of which must hold. Each takes
 * time linear in the length of the text. Regular expressions, which may take longer, are refused.
 * Immutable; any thread may use it.
 */
final class TextMatch {
  private static final long EXACT = 0;
  private static final long PREFIX = 1;
  private static final long SUFFIX = 2;
  private static final long CONTAINS = 3;
  private static final long REGEX = 4;
  private static final long SHA_256 = -1;
  private static final long SHA_512_256 = -2;
  private static final int DIGEST = 32;

  private final List<Predicate<String>> all;

  private TextMatch(List<Predicate<String>> all) {
    this.all = List.copyOf(all);
  }

  /**
   * Parses a map from kinds of match to values. Throws {@link TokenRejectedException}.
   *
   * @param of name of the claim, for messages
   */
  static TextMatch read(String of, Cbor matches) {
    if (!(matches instanceof Cbor.Entries map) || map.entries().isEmpty()) {
      throw TokenRejectedException.invalid(of + " is not a map of matches");
    }
    List<Predicate<String>> all = new ArrayList<>();
    for (Map.Entry<Cbor, Cbor> match : map.entries().entrySet()) {
      if (!(match.getKey() instanceof Cbor.Int kind)) {
        throw TokenRejectedException.unsupported(of + " has a match of an unknown kind");
      }
      all.add(one(of, kind.value(), match.getValue()));
    }
    return new TextMatch(all);
  }

  private static Predicate<String> one(String of, long kind, Cbor value) {
    if (kind == SHA_256 || kind == SHA_512_256) {
      byte[] digest = digest(of, value);
      String algorithm = kind == SHA_256 ? "SHA-256" : "SHA-512/256";
      return text -> MessageDigest.isEqual(digest, digested(algorithm, text));
    }
    if (kind == REGEX) {
      throw TokenRejectedException.unsupported(of + " has a regular expression");
    }
    if (kind < EXACT || kind > CONTAINS) {
      throw TokenRejectedException.unsupported(of + " has a match of kind " + kind);
    }
    if (!(value instanceof Cbor.Text text)) {
      throw TokenRejectedException.invalid(of + " has a match that is not a text string");
    }
    String wanted = text.value();
    if (kind == EXACT) {
      return wanted::equals;
    }
    if (kind == PREFIX) {
      return given -> given.startsWith(wanted);
    }
    return kind == SUFFIX ? given -> given.endsWith(wanted) : given -> given.contains(wanted);
  }

  /** Parses a digest: a byte string or, as some issuers write it, hexadecimal text. */
  private static byte[] digest(String of, Cbor value) {
    if (value instanceof Cbor.Bytes bytes && bytes.value().length == DIGEST) {
      return bytes.value();
    }
    if (value instanceof Cbor.Text text && text.value().length() == 2 * DIGEST) {
      try {
        return HexFormat.of().parseHex(text.value());
      } catch (IllegalArgumentException e) {
        throw TokenRejectedException.invalid(of + " has a digest that is not hexadecimal");
      }
    }
    throw TokenRejectedException.invalid(
        of + " has a digest whose length is not " + DIGEST + " bytes");
  }

  private static byte[] digested(String algorithm, String text) {
    try {
      return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(algorithm + " is not available", e);
    }
  }

  /** Returns whether the text meets all conditions. */
  boolean fits(String text) {
    for (Predicate<String> one : all) {
      if (!one.test(text)) {
        return false;
      }
    }
    return true;
  }
}
