package io.liveorigin.serving.hot;

import io.liveorigin.serving.cache.Payload;
import io.liveorigin.serving.hold.Release;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of HTTP/1.1 that looks at each request before Jetty's parser does. One that {@link
 * HotAnswers} can answer is answered by the thread that selected the socket: one read, one
 * gathering write, no queue. All others are given to Jetty with every byte that was read, in a
 * thread that may block.
 *
 * <p>Jetty calls one method at a time. The state here is that of the one answer in flight.
 */
final class HotConnection extends HttpConnection {
  private static final Logger LOG = LoggerFactory.getLogger(HotConnection.class);

  /**
   * Bytes of an answer that do not wait for the rest of any other. A cache passes them on while the
   * rest comes.
   */
  private static final int FIRST_TURN = 64 * 1024;

  /** Bytes of a request that is read at once; Jetty's own buffer takes as many. */
  private static final int INPUT = 4096;

  private final HotEndPoint socket;
  private final HotAnswers answers;
  private final BooleanSupplier logged;
  private final InFlight inFlight;
  private final ByteBufferPool pool;
  private final RequestHead request = new RequestHead();
  private final Callback readable = new Readable();
  private final Callback sent = new Sent();
  private Optional<Payload> body = Optional.empty();
  private boolean plain;

  /** Null between answers. Volatile for {@link #onIdleExpired} alone, which a timer calls. */
  private volatile RetainableByteBuffer head;

  HotConnection(
      HttpConfiguration configuration,
      Connector connector,
      HotEndPoint endPoint,
      HotAnswers answers,
      BooleanSupplier logged,
      InFlight inFlight) {
    super(configuration, connector, endPoint);
    this.socket = endPoint;
    this.answers = answers;
    this.logged = logged;
    this.inFlight = inFlight;
    this.pool = connector.getByteBufferPool();
  }

  /** Called in a thread that may block. */
  @Override
  public void onFillable() {
    if (!between() || !look()) {
      super.onFillable();
    }
  }

  /** No request is being read or answered: Jetty's parser has seen no byte of the next. */
  private boolean between() {
    return getParser().isStart() && isRequestBufferEmpty();
  }

  /**
   * Reads once. Whether Jetty has nothing to do: the request is being answered, or there is none.
   */
  private boolean look() {
    // On the heap: it is parsed byte by byte.
    RetainableByteBuffer input = pool.acquire(INPUT, false);
    try {
      ByteBuffer bytes = input.getByteBuffer();
      int filled = socket.fill(bytes);
      if (filled == 0) {
        fillInterested(readable);
        return true;
      }
      if (filled < 0) {
        return false;
      }
      Optional<HotAnswer> answer = answer(bytes);
      if (answer.isPresent()) {
        send(answer.get());
        return true;
      }
      if (held(bytes)) {
        return true;
      }
      socket.takeBack(bytes);
      return false;
    } catch (IOException e) {
      // Jetty reads again, and meets it too.
      return false;
    } finally {
      input.release();
    }
  }

  private Optional<HotAnswer> answer(ByteBuffer bytes) {
    int from = bytes.arrayOffset() + bytes.position();
    plain =
        !inFlight.stopping()
            && !logged.getAsBoolean()
            && request.read(bytes.array(), from, from + bytes.remaining());
    if (!plain) {
      return Optional.empty();
    }
    try {
      return answers.to(request);
    } catch (RuntimeException e) {
      LOG.error("the fast path failed; the servlet answers", e);
      return Optional.empty();
    }
  }

  /** Whether the request is held. No thread waits for that, and nothing is read meanwhile. */
  @SuppressWarnings("FutureReturnValueIgnored") // never fails, and what follows is our own to watch
  private boolean held(ByteBuffer bytes) {
    if (!plain) {
      return false;
    }
    Optional<HotHolds.Held> hold = answers.hold(request, client());
    if (hold.isEmpty()) {
      return false;
    }
    byte[] again = new byte[bytes.remaining()];
    bytes.get(again);
    hold.get().release().thenAccept(release -> released(hold.get(), release, again));
    return true;
  }

  private void released(HotHolds.Held held, Release release, byte[] again) {
    Optional<HotAnswer> answer;
    try {
      answer = answers.released(held, release);
    } catch (RuntimeException e) {
      LOG.error("the fast path failed; the servlet answers", e);
      answer = Optional.empty();
    }
    if (answer.isPresent()) {
      sendInTurns(answer.get());
    } else {
      socket.takeBack(ByteBuffer.wrap(again));
      slowly();
    }
  }

  private String client() {
    return socket.getRemoteSocketAddress() instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress()
        : "";
  }

  private void send(HotAnswer answer) {
    socket.write(sent, begin(answer));
  }

  /** As {@link #send}, but the rest keeps nobody else from his first bytes. */
  private void sendInTurns(HotAnswer answer) {
    Turns turns = Turns.of(begin(answer), FIRST_TURN);
    if (turns.rest().length == 0) {
      socket.write(sent, turns.first());
    } else {
      socket.write(new FirstSent(turns.rest()), turns.first());
    }
  }

  private ByteBuffer[] begin(HotAnswer answer) {
    RetainableByteBuffer lines;
    try {
      lines = pool.acquire(answer.headSize(), true);
    } catch (RuntimeException | OutOfMemoryError e) {
      // No memory for the head: the socket is closed by whoever called, and the bytes go back.
      answer.body().ifPresent(Payload::release);
      throw e;
    }
    inFlight.begin();
    head = lines;
    body = answer.body();
    return answer.buffers(lines.getByteBuffer());
  }

  private void release() {
    head.release();
    head = null;
    Optional<Payload> lent = body;
    body = Optional.empty();
    lent.ifPresent(Payload::release);
    inFlight.end();
  }

  /** A stop lets idle connections go after a moment; one that sends is not idle, only slow. */
  @Override
  public boolean onIdleExpired(TimeoutException timeout) {
    return (head == null || !inFlight.stopping()) && super.onIdleExpired(timeout);
  }

  /** Jetty's way, in a thread that may block. */
  private void slowly() {
    try {
      getExecutor().execute(super::onFillable);
    } catch (RejectedExecutionException e) {
      socket.close(e);
    }
  }

  /** A socket has bytes. */
  private final class Readable implements Callback {
    @Override
    public void succeeded() {
      if (!look()) {
        slowly();
      }
    }

    @Override
    public void failed(Throwable failure) {
      onFillInterestedFailed(failure);
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }

  /** The first bytes of an answer are in the socket. */
  private final class FirstSent implements Callback {
    private final ByteBuffer[] rest;

    FirstSent(ByteBuffer[] rest) {
      this.rest = rest;
    }

    @Override
    public void succeeded() {
      answers.writeRemainder(() -> socket.write(sent, rest));
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

  /** The last byte of an answer is in the socket. */
  private final class Sent implements Callback {
    @Override
    public void succeeded() {
      release();
      fillInterested(readable);
    }

    @Override
    public void failed(Throwable failure) {
      release();
      socket.close(failure);
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }
}
