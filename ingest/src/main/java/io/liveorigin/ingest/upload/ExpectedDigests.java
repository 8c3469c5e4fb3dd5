package io.liveorigin.ingest.upload;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Digest;
import java.util.ArrayList;
import java.util.List;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parser;

/**
 * The SHA-256 of the body according to the client: {@code Content-Digest} and {@code Repr-Digest}
 * (RFC 9530, sections 2 and 3), dictionaries such as {@code sha-256=:base64:}. Other algorithms are
 * ignored. Uploads have no content coding, so both fields are about the same bytes.
 */
public final class ExpectedDigests {
  public static final String CONTENT_DIGEST = "Content-Digest";
  public static final String REPR_DIGEST = "Repr-Digest";
  public static final ExpectedDigests NONE = new ExpectedDigests(List.of());

  private static final String SHA_256 = "sha-256";
  private static final int SHA_256_BYTES = 32;

  private record Expectation(String field, Digest digest) {}

  private final List<Expectation> expectations;

  private ExpectedDigests(List<Expectation> expectations) {
    this.expectations = List.copyOf(expectations);
  }

  /**
   * Parses the values of the two fields. Throws {@link ErrorCode#MALFORMED_HEADER} if one cannot be
   * parsed, because a client that sends a digest expects it to be checked.
   */
  public static ExpectedDigests of(List<String> contentDigest, List<String> reprDigest) {
    List<Expectation> expectations = new ArrayList<>(0);
    add(expectations, CONTENT_DIGEST, contentDigest);
    add(expectations, REPR_DIGEST, reprDigest);
    return expectations.isEmpty() ? NONE : new ExpectedDigests(expectations);
  }

  private static void add(List<Expectation> expectations, String field, List<String> values) {
    if (values.isEmpty()) {
      return;
    }
    try {
      ListElement<?> value = Parser.parseDictionary(String.join(", ", values)).get().get(SHA_256);
      if (value == null) {
        return;
      }
      if (!(value instanceof ByteSequenceItem sequence)) {
        throw malformed(field, "sha-256 must be a byte sequence", null);
      }
      byte[] bytes = new byte[sequence.get().remaining()];
      sequence.get().duplicate().get(bytes);
      if (bytes.length != SHA_256_BYTES) {
        throw malformed(field, "sha-256 must have 32 bytes, but has " + bytes.length, null);
      }
      expectations.add(new Expectation(field, Digest.ofSha256(bytes)));
    } catch (IllegalArgumentException e) {
      // The library's ParseException is a subclass.
      throw malformed(field, "not a structured-field dictionary: " + e.getMessage(), e);
    }
  }

  /** Throws {@link ErrorCode#DIGEST_MISMATCH} unless every expectation is met. */
  void require(Digest actual) {
    for (Expectation expectation : expectations) {
      if (!expectation.digest().equals(actual)) {
        throw new OriginException(
            ErrorCode.DIGEST_MISMATCH,
            expectation.field()
                + " states sha-256 "
                + expectation.digest()
                + ", but the body has "
                + actual);
      }
    }
  }

  private static OriginException malformed(String field, String what, Throwable cause) {
    return new OriginException(ErrorCode.MALFORMED_HEADER, field + ": " + what, cause);
  }
}
