package io.liveorigin.ingest.upload;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Digest;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * A request body that is assembled as it arrives. It says where the next bytes go and how much room
 * must be granted before, and it counts and digests the bytes. It neither reads nor waits. One
 * thread at a time.
 *
 * <p>A sized body goes into one array of its length. Room is requested once its first 4 KiB have
 * arrived, so a client that sends little of what it announced takes no more than that. Room is
 * requested for the whole body at once, so that two bodies cannot each wait for room that the other
 * has. A chunked body goes into pieces, which are joined at the end. This copy cannot be avoided:
 * Kafka's client requires one array of exactly the body's length, which is known only at the end.
 */
final class BodyAssembly {
  static final int PIECE = 64 * 1024;

  /**
   * Size of the array that a body has before it is granted room, because thousands of clients may
   * each send one byte. This much is copied once if the body continues.
   */
  static final int FIRST = 4 * 1024;

  private final OptionalLong announced;
  private final int cap;
  private final MessageDigest sha256 = Digest.newSha256();
  private final List<byte[]> full = new ArrayList<>();

  /** Receives the first byte after a full piece, which shows whether there is one. */
  private final byte[] ahead = new byte[1];

  private byte[] piece;
  private int filled;
  private boolean hasAhead;
  private int total;

  /** Room that was granted so far, in bytes. */
  private int room;

  BodyAssembly(OptionalLong announced, int cap) {
    this.announced = announced;
    this.cap = cap;
    this.piece = new byte[(int) Math.min(announced.orElse(FIRST), FIRST)];
  }

  /** Returns the number of bytes so far. */
  int total() {
    return total;
  }

  /** Returns the array for the next bytes. */
  byte[] into() {
    return filled < piece.length ? piece : ahead;
  }

  /** Returns the index of the next byte in that array. */
  int from() {
    return filled < piece.length ? filled : 0;
  }

  /** Returns how many bytes fit there; at least one. */
  int space() {
    return filled < piece.length ? piece.length - filled : ahead.length;
  }

  /**
   * Accepts {@code count} bytes that were put there. Throws {@link ErrorCode#TOO_LARGE} above the
   * cap, and {@link ErrorCode#BODY_TRUNCATED} above the announced length.
   *
   * @return how many bytes of room must be granted before anything else is read; mostly 0
   */
  int took(int count) {
    if (count > cap - total) {
      throw tooLarge("has more than " + cap, cap);
    }
    sha256.update(into(), from(), count);
    total += count;
    if (filled == piece.length) {
      hasAhead = true;
      return nextPiece();
    }
    filled += count;
    if (filled < piece.length || room > 0) {
      return 0;
    }
    return announced.isPresent() ? (int) announced.getAsLong() : Math.min(PIECE, cap);
  }

  /** Returns the room for the next piece, when a byte has arrived after a full piece. */
  private int nextPiece() {
    if (announced.isPresent()) {
      throw truncated();
    }
    // The byte that has arrived is already counted.
    return Math.min(PIECE, cap - total + 1);
  }

  /** Records that the requested room was granted. */
  void granted(int bytes) {
    room += bytes;
    if (hasAhead) {
      full.add(piece);
      piece = new byte[bytes];
      piece[0] = ahead[0];
      filled = 1;
      hasAhead = false;
    } else if (piece.length < bytes) {
      piece = Arrays.copyOf(piece, bytes);
    }
  }

  /** Returns how many more bytes of room the body needs if it ends now. */
  int missingAtEnd() {
    return Math.max(0, total - room);
  }

  /** Returns how many bytes of the granted room the body does not need if it ends now. */
  int spareAtEnd() {
    return Math.max(0, room - total);
  }

  /**
   * Returns the body. Throws {@link ErrorCode#BODY_TRUNCATED} if fewer bytes arrived than were
   * announced.
   */
  byte[] whole() {
    if (announced.isPresent() && announced.getAsLong() != total) {
      throw truncated();
    }
    if (full.isEmpty() && total == piece.length) {
      return piece;
    }
    byte[] joined = new byte[total];
    int at = 0;
    for (byte[] one : full) {
      System.arraycopy(one, 0, joined, at, one.length);
      at += one.length;
    }
    System.arraycopy(piece, 0, joined, at, total - at);
    return joined;
  }

  /** Returns the digest of all bytes so far. May be called only once. */
  Digest digest() {
    return Digest.ofSha256(sha256.digest());
  }

  private OriginException truncated() {
    return new OriginException(
        ErrorCode.BODY_TRUNCATED,
        "Content-Length announces "
            + announced.getAsLong()
            + " bytes, but "
            + total
            + " bytes arrived");
  }

  static OriginException tooLarge(String what, int cap) {
    return new OriginException(
        ErrorCode.TOO_LARGE,
        "the body " + what + " bytes, but at most " + cap + " are accepted (maxBodyBytes)");
  }
}
