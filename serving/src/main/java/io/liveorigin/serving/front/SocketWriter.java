package io.liveorigin.serving.front;

import io.liveorigin.serving.response.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.Callback;

/**
 * Writes responses to one socket, one after another: the head from its blocks, and the body without
 * a copy unless it is small. Any thread, one at a time.
 */
final class SocketWriter {
  /**
   * Bytes of a response that do not wait for the rest of any other. A cache passes them on while
   * the rest arrives.
   */
  private static final int FIRST_BYTES = 64 * 1024;

  private static final byte[] CLOSE = ascii("Connection: close\r\n");
  private static final byte[] END = ascii("\r\n");
  private static final int STATUSES = 600;
  private static final byte[][] STATUS_LINES = statusLines();

  private final EndPoint socket;
  private final ByteBufferPool pool;
  private final ResponsePreamble preamble;
  private final Executor remainders;
  private final Callback done;
  private final Callback sent = new Sent();
  private RetainableByteBuffer head;
  private Response response;

  /**
   * Creates the writer of a connection.
   *
   * @param remainders writes the remainder of a response after the first bytes of others
   * @param done called when a response has been written, or will not be, and is released
   */
  SocketWriter(
      EndPoint socket,
      ByteBufferPool pool,
      ResponsePreamble preamble,
      Executor remainders,
      Callback done) {
    this.socket = socket;
    this.pool = pool;
    this.preamble = preamble;
    this.remainders = remainders;
    this.done = done;
  }

  /**
   * Writes a response and releases it.
   *
   * @param close whether it is the last one of the connection
   * @param remainderLater whether the remainder must wait for the first bytes of other clients
   * @param now epoch ms
   */
  void write(Response answer, boolean close, boolean remainderLater, long now) {
    ByteBuffer[] all;
    try {
      response = answer;
      all = buffers(answer, close, preamble.lines(now));
    } catch (RuntimeException | OutOfMemoryError e) {
      // No memory for the head.
      sent.failed(e);
      return;
    }
    if (!remainderLater) {
      socket.write(sent, all);
      return;
    }
    SplitBody split = SplitBody.of(all, FIRST_BYTES);
    if (split.rest().length == 0) {
      socket.write(sent, split.first());
    } else {
      socket.write(new FirstSent(split.rest()), split.first());
    }
  }

  private ByteBuffer[] buffers(Response answer, boolean close, byte[] first) {
    List<ByteBuffer> body = answer.body();
    boolean copied = answer.small();
    byte[] status = STATUS_LINES[answer.status()];
    byte[] moving = answer.moving().lines();
    byte[] fixed = answer.fixed().lines();
    byte[] own = answer.own().lines();
    int size =
        status.length
            + first.length
            + moving.length
            + fixed.length
            + own.length
            + (close ? CLOSE.length : 0)
            + END.length
            + (copied ? body.get(0).remaining() : 0);
    head = pool.acquire(size, true);
    ByteBuffer lines = head.getByteBuffer();
    lines.clear();
    lines.put(status).put(first).put(moving).put(fixed).put(own);
    if (close) {
      lines.put(CLOSE);
    }
    lines.put(END);
    if (copied) {
      lines.put(body.get(0));
    }
    lines.flip();
    ByteBuffer[] all = new ByteBuffer[copied ? 1 : 1 + body.size()];
    all[0] = lines;
    for (int i = 1; i < all.length; i++) {
      all[i] = body.get(i - 1);
    }
    return all;
  }

  private void release() {
    if (head != null) {
      head.release();
      head = null;
    }
    Response written = response;
    response = null;
    written.release();
  }

  /** Called when the first bytes of a response are in the socket. */
  private final class FirstSent implements Callback {
    private final ByteBuffer[] rest;

    FirstSent(ByteBuffer[] rest) {
      this.rest = rest;
    }

    @Override
    public void succeeded() {
      try {
        remainders.execute(() -> socket.write(sent, rest));
      } catch (RejectedExecutionException e) {
        // The node stops, and no other response waits behind this one.
        socket.write(sent, rest);
      }
    }

    @Override
    public void failed(Throwable failure) {
      sent.failed(failure);
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }

  /** Called when the last byte of a response is in the socket. */
  private final class Sent implements Callback {
    @Override
    public void succeeded() {
      release();
      done.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
      release();
      done.failed(failure);
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }

  private static byte[][] statusLines() {
    byte[][] lines = new byte[STATUSES][];
    for (int status = 0; status < STATUSES; status++) {
      lines[status] = ascii("HTTP/1.1 " + status + " " + HttpStatus.getMessage(status) + "\r\n");
    }
    return lines;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
