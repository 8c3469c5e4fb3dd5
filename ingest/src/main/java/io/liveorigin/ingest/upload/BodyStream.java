package io.liveorigin.ingest.upload;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * A body that is counted and digested while it comes, straight into the array where it stays. One
 * thread.
 */
final class BodyStream {
  private final InputStream in;
  private final int cap;
  private final MessageDigest sha256 = Digest.newSha256();
  private int total;

  /** Where the first byte behind a piece is read to see whether there is one. */
  private final byte[] ahead = new byte[1];

  private boolean hasAhead;

  BodyStream(InputStream in, int cap) {
    this.in = in;
    this.cap = cap;
  }

  /** So far, bytes. */
  int total() {
    return total;
  }

  /** How many bytes may follow, at least one; throws {@link ErrorCode#TOO_LARGE} otherwise. */
  int allowed() {
    if (total >= cap) {
      throw tooLarge("has more than " + cap, cap);
    }
    return cap - total;
  }

  Digest digest() {
    return Digest.ofSha256(sha256.digest());
  }

  /**
   * Reads until the array is full or the body ends; how far it is filled then. Throws {@link
   * ErrorCode#TOO_LARGE} beyond the cap.
   */
  int fill(byte[] into, int from) throws IOException {
    int at = from;
    if (hasAhead && at < into.length) {
      into[at] = ahead[0];
      hasAhead = false;
      count(into, at, 1);
      at++;
    }
    while (at < into.length) {
      int read = in.read(into, at, into.length - at);
      if (read < 0) {
        break;
      }
      count(into, at, read);
      at += read;
    }
    return at;
  }

  private void count(byte[] bytes, int at, int count) {
    if (count > cap - total) {
      throw tooLarge("has more than " + cap, cap);
    }
    sha256.update(bytes, at, count);
    total += count;
  }

  /** Whether nothing follows. Waits for it. */
  boolean ended() throws IOException {
    if (!hasAhead) {
      int read = in.read(ahead, 0, 1);
      while (read == 0) {
        read = in.read(ahead, 0, 1);
      }
      hasAhead = read > 0;
    }
    return !hasAhead;
  }

  static OriginException tooLarge(String what, int cap) {
    return new OriginException(
        ErrorCode.TOO_LARGE,
        "the body " + what + " bytes; at most " + cap + " are taken (maxBodyBytes)");
  }
}
