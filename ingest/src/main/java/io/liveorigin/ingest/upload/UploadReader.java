package io.liveorigin.ingest.upload;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads a chunked or sized body into bounded memory and computes its digest on the way. The body is
 * whole or it never happened: a client that dies in the middle leaves nothing. Blocks while it
 * reads and while it waits for room; any number of threads.
 *
 * <p>Beside what is admitted, each body that is being read has one piece of 64 KiB, and a chunked
 * one is there twice while it is joined.
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
    BodyStream stream = new BodyStream(body, maxBodyBytes);
    byte[] bytes;
    try {
      bytes =
          announced.isPresent()
              ? sized(stream, (int) announced.getAsLong(), reservation)
              : chunked(stream, reservation);
    } catch (IOException e) {
      throw new OriginException(
          ErrorCode.BODY_TRUNCATED, "the body ended after " + stream.total() + " bytes: " + e, e);
    }
    return new Upload(bytes, stream.digest(), reservation);
  }

  /**
   * Into one array of the announced length. Room for it is taken when a first piece is there, which
   * is all that a client takes that sends little of what it announces; and for the whole at once,
   * so that no two bodies can each wait for the room that the other has.
   */
  private static byte[] sized(BodyStream body, int length, Admission.Reservation reservation)
      throws IOException {
    byte[] first = new byte[Math.min(length, PIECE)];
    int filled = body.fill(first, 0);
    if (filled == first.length) {
      if (length > 0) {
        reservation.grow(length);
      }
      byte[] whole = first.length == length ? first : Arrays.copyOf(first, length);
      filled = body.fill(whole, filled);
      if (filled == length && body.ended()) {
        return whole;
      }
    }
    throw new OriginException(
        ErrorCode.BODY_TRUNCATED,
        "Content-Length announces " + length + " bytes, but " + body.total() + " bytes came");
  }

  /**
   * Into pieces, which are joined at the end: Kafka's client wants one array of the very length,
   * and only the end of the body tells it, so that one copy cannot be saved.
   */
  private static byte[] chunked(BodyStream body, Admission.Reservation reservation)
      throws IOException {
    List<byte[]> full = new ArrayList<>();
    byte[] piece = new byte[PIECE];
    int filled = body.fill(piece, 0);
    if (filled > 0) {
      reservation.grow(filled);
    }
    while (filled == piece.length && !body.ended()) {
      full.add(piece);
      int size = Math.min(PIECE, body.allowed());
      reservation.grow(size);
      piece = new byte[size];
      filled = body.fill(piece, 0);
      reservation.shrink(size - filled);
    }
    return join(full, piece, body.total());
  }

  private static byte[] join(List<byte[]> full, byte[] last, int total) {
    if (full.isEmpty() && total == last.length) {
      return last;
    }
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
    return BodyStream.tooLarge(what, maxBodyBytes);
  }
}
