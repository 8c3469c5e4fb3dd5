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
 * A body that grows while it comes: says where the next bytes go and how much room it needs before
 * they may, and is counted and digested on the way. It neither reads nor waits. One thread at a
 * time.
 *
 * <p>A sized body goes into one array of its length. Room for all of it is asked for when its first
 * 4 KiB are there, which is all that a client takes that sends little of what it announces; and for
 * the whole at once, so that no two bodies can each wait for the room that the other has. A chunked
 * body goes into pieces, which are joined at the end: Kafka's client wants one array of the very
 * length, and only the end of the body tells it, so that one copy cannot be saved.
 */
final class BodyAssembly {
  static final int PIECE = 64 * 1024;

  /**
   * What a body has before it is granted room. Thousands of clients may each send one byte; a body
   * that goes on copies this much once.
   */
  static final int FIRST = 4 * 1024;

  private final OptionalLong announced;
  private final int cap;
  private final MessageDigest sha256 = Digest.newSha256();
  private final List<byte[]> full = new ArrayList<>();

  /** Where the first byte behind a full piece is read to, to see whether there is one. */
  private final byte[] ahead = new byte[1];

  private byte[] piece;
  private int filled;
  private boolean hasAhead;
  private int total;

  /** Bytes of room that it has been granted. */
  private int room;

  BodyAssembly(OptionalLong announced, int cap) {
    this.announced = announced;
    this.cap = cap;
    this.piece = new byte[(int) Math.min(announced.orElse(FIRST), FIRST)];
  }

  /** So far, bytes. */
  int total() {
    return total;
  }

  /** The array that the next bytes go to. */
  byte[] into() {
    return filled < piece.length ? piece : ahead;
  }

  /** From where in it. */
  int from() {
    return filled < piece.length ? filled : 0;
  }

  /** How many bytes at most; at least one. */
  int space() {
    return filled < piece.length ? piece.length - filled : ahead.length;
  }

  /**
   * So many bytes were put there. Throws {@link ErrorCode#TOO_LARGE} beyond the cap, and {@link
   * ErrorCode#BODY_TRUNCATED} beyond what was announced.
   *
   * @return how many bytes of room to wait for before anything else is read; mostly 0
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

  /** One byte has come that the piece has no place for. */
  private int nextPiece() {
    if (announced.isPresent()) {
      throw truncated();
    }
    // The byte that has come is counted already.
    return Math.min(PIECE, cap - total + 1);
  }

  /** The room that was asked for is there. */
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

  /** How many bytes of room it needs when it ends now, beyond what it was granted. */
  int missingAtEnd() {
    return Math.max(0, total - room);
  }

  /** How many bytes of room it was granted and does not need, when it ends now. */
  int spareAtEnd() {
    return Math.max(0, room - total);
  }

  /** The body. Throws {@link ErrorCode#BODY_TRUNCATED} where less came than was announced. */
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

  /** Of all bytes so far; once. */
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
            + " bytes came");
  }

  static OriginException tooLarge(String what, int cap) {
    return new OriginException(
        ErrorCode.TOO_LARGE,
        "the body " + what + " bytes; at most " + cap + " are taken (maxBodyBytes)");
  }
}
