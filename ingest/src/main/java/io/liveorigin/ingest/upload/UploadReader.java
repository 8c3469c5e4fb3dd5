package io.liveorigin.ingest.upload;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads a chunked or sized body into bounded memory and computes its digest on the way. The body is
 * whole or it never happened: a client that dies in the middle leaves nothing. Blocks while it
 * reads; any number of threads.
 */
public final class UploadReader {
  private static final int PIECE = 64 * 1024;

  private final int maxBodyBytes;
  private final Admission admission;

  public UploadReader(int maxBodyBytes, Admission admission) {
    this.maxBodyBytes = maxBodyBytes;
    this.admission = admission;
  }

  /** Throws {@link ErrorCode#TOO_LARGE} where the client announces more than the cap. */
  public void requireSize(OptionalLong announced) {
    if (announced.isPresent() && announced.getAsLong() > maxBodyBytes) {
      throw tooLarge("announces " + announced.getAsLong());
    }
  }

  /**
   * Reads to the end of the body. Throws {@link ErrorCode#TOO_LARGE}, {@link
   * ErrorCode#BODY_TRUNCATED}, {@link ErrorCode#DIGEST_MISMATCH} or {@link ErrorCode#MEMORY_FULL};
   * nothing is held then.
   *
   * @param announced Content-Length, where the client sent one
   * @param expected what the client says the digest is
   */
  public Upload read(InputStream body, OptionalLong announced, ExpectedDigests expected) {
    requireSize(announced);
    Admission.Reservation reservation = admission.open();
    boolean whole = false;
    try {
      Upload upload = collect(body, announced, reservation);
      expected.require(upload.digest());
      whole = true;
      return upload;
    } finally {
      if (!whole) {
        reservation.close();
      }
    }
  }

  private Upload collect(
      InputStream body, OptionalLong announced, Admission.Reservation reservation) {
    MessageDigest sha256 = Digest.newSha256();
    List<byte[]> full = new ArrayList<>();
    byte[] piece = new byte[0];
    int filled = 0;
    int total = 0;
    try {
      while (true) {
        if (filled == piece.length) {
          if (filled > 0) {
            full.add(piece);
          }
          piece = new byte[PIECE];
          filled = 0;
        }
        int count = body.read(piece, filled, piece.length - filled);
        if (count < 0) {
          break;
        }
        if (total + count > maxBodyBytes) {
          throw tooLarge("has more than " + maxBodyBytes);
        }
        reservation.grow(count);
        sha256.update(piece, filled, count);
        filled += count;
        total += count;
      }
    } catch (IOException e) {
      throw new OriginException(
          ErrorCode.BODY_TRUNCATED, "the body ended after " + total + " bytes: " + e, e);
    }
    if (announced.isPresent() && announced.getAsLong() != total) {
      throw new OriginException(
          ErrorCode.BODY_TRUNCATED,
          "Content-Length announces "
              + announced.getAsLong()
              + " bytes, but "
              + total
              + " bytes came");
    }
    Digest digest = Digest.ofSha256(sha256.digest());
    return new Upload(join(full, piece, total), digest, reservation);
  }

  private static byte[] join(List<byte[]> full, byte[] last, int total) {
    byte[] joined = new byte[total];
    int at = 0;
    for (byte[] piece : full) {
      System.arraycopy(piece, 0, joined, at, piece.length);
      at += piece.length;
    }
    System.arraycopy(last, 0, joined, at, total - at);
    return joined;
  }

  /**
   * Reads a body that is not wanted and drops it, at most twice the cap, so that the client reads
   * our answer: a packager whose connection is cut in the middle of a PUT may exit (FFmpeg does).
   * Returns whether the body was there and empty. Never throws.
   */
  public boolean discard(InputStream body) {
    byte[] sink = new byte[PIECE];
    long total = 0;
    try {
      while (total < 2L * maxBodyBytes) {
        int count = body.read(sink, 0, sink.length);
        if (count < 0) {
          return total == 0;
        }
        total += count;
      }
      return false;
    } catch (IOException gone) {
      // Whatever the answer is, there is hardly anyone left to read it; and this was no empty body.
      return false;
    }
  }

  private OriginException tooLarge(String what) {
    return new OriginException(
        ErrorCode.TOO_LARGE,
        "the body " + what + " bytes; at most " + maxBodyBytes + " are taken (maxBodyBytes)");
  }
}
