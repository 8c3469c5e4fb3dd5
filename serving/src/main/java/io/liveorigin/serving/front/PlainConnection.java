package io.liveorigin.serving.front;

import io.liveorigin.access.client.ConnectedClients;
import io.liveorigin.access.connection.TimedConnection;
import io.liveorigin.serving.request.GetRequest;
import io.liveorigin.serving.response.Response;
import io.liveorigin.serving.segment.SegmentLookup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.Callback;

/**
 * A connection that examines each request before Jetty's parser does. For a request that {@link
 * RequestHead} can read, the thread that selected the socket writes the response if it is in
 * memory: one read, one gathering write, no queue. Otherwise a worker, or the thread that releases
 * a held request, writes it. All other requests are handed to Jetty with every byte that was read,
 * in a thread that may block.
 *
 * <p>Jetty calls one method at a time, and calls none while a request is being handled here.
 */
final class PlainConnection extends TimedConnection {
  /** Bytes of a request that are read at once; Jetty's own buffer takes as many. */
  private static final int INPUT = 4096;

  /** Bytes that a client may still send on a connection that is being closed. */
  private static final int MOST_DRAINED = 64 * 1024;

  private final PlainSocket socket;
  private final PlainFront front;
  private final BooleanSupplier logged;
  private final ConnectedClients connectedClients;
  private final ResponsesInFlight inFlight;
  private final ByteBufferPool pool;
  private final String client;
  private final RequestHead head = new RequestHead();
  private final SocketWriter writer;
  private final Callback readable = new Readable();
  private final Callback drained = new Drained();
  private boolean last;
  private int drainedBytes;

  /** Epoch ms. */
  private long drainsFrom;

  /**
   * Whether a request is being handled here. Volatile, because a timer calls {@link
   * #onIdleExpired}.
   */
  private volatile boolean answering;

  PlainConnection(
      HttpConfiguration configuration,
      Connector connector,
      PlainSocket endPoint,
      PlainFront front,
      BooleanSupplier logged,
      ResponsesInFlight inFlight,
      ConnectedClients connectedClients) {
    super(configuration, connector, endPoint, connectedClients);
    this.socket = endPoint;
    this.front = front;
    this.logged = logged;
    this.connectedClients = connectedClients;
    this.inFlight = inFlight;
    this.pool = connector.getByteBufferPool();
    this.client =
        endPoint.getRemoteSocketAddress() instanceof InetSocketAddress address
            ? address.getAddress().getHostAddress()
            : "";
    this.writer =
        new SocketWriter(endPoint, pool, front.preamble(), front.remainders(), new Answered());
  }

  /** Called in a thread that may block. */
  @Override
  public void onFillable() {
    if (!between() || !readRequest()) {
      super.onFillable();
    }
  }

  /**
   * Whether no request is being read or handled, so that Jetty's parser has seen no byte of the
   * next.
   */
  private boolean between() {
    return getParser().isStart() && isRequestBufferEmpty();
  }

  /**
   * Reads once. Returns whether Jetty has nothing to do: the request is being handled here, or
   * there is none.
   */
  private boolean readRequest() {
    // On the heap, because it is parsed byte by byte.
    RetainableByteBuffer input = pool.acquire(INPUT, false);
    GetRequest request;
    try {
      ByteBuffer bytes = input.getByteBuffer();
      boolean settled = socket.settled();
      long received = socket.received();
      int filled = socket.fill(bytes);
      if (filled == 0) {
        if (settled && socket.received() > received) {
          // Part of a TLS record.
          begins(Optional.of(getMessagesIn()));
        }
        awaitBytes();
        return true;
      }
      if (filled < 0) {
        return false;
      }
      if (!takes(bytes)) {
        socket.unread(bytes);
        return false;
      }
      begins(Optional.empty());
      request = front.request(head, client);
    } catch (IOException e) {
      // Jetty reads again, and gets the same exception.
      return false;
    } finally {
      input.release();
    }
    answer(request);
    return true;
  }

  /**
   * Waits for more bytes. The rest of a handshake is left to a thread that may block, because other
   * connections would have to wait for it.
   */
  private void awaitBytes() {
    if (socket.settled()) {
      fillInterested(readable);
    } else {
      fillInterested();
    }
  }

  private boolean takes(ByteBuffer bytes) {
    int from = bytes.arrayOffset() + bytes.position();
    return !inFlight.stopping()
        && !logged.getAsBoolean()
        && head.read(bytes.array(), from, from + bytes.remaining())
        && head.fields() <= connectedClients.limits().headerFields()
        && front.takes(head, socket.certified())
        // The request filter refuses clients that send too many requests.
        && socket.clientConnection().request();
  }

  private void answer(GetRequest request) {
    last = head.last();
    answering = true;
    inFlight.begin();
    SegmentLookup result = front.get(request);
    if (result instanceof SegmentLookup.Ready ready) {
      send(ready.response(), false);
    } else if (result instanceof SegmentLookup.Waiting waiting) {
      await(waiting.response(), waiting.held());
    } else {
      await(front.lookUp(request, (SegmentLookup.NeedsLookup) result, getExecutor()), false);
    }
  }

  /** No thread waits, and nothing is read meanwhile. */
  @SuppressWarnings("FutureReturnValueIgnored") // never fails; send() handles its own failures
  private void await(CompletableFuture<Response> response, boolean held) {
    response.thenAccept(
        answer -> {
          if (held) {
            front.released();
          }
          send(answer, held);
        });
  }

  /**
   * @param held whether the first bytes of other clients come before the remainder of this response
   */
  private void send(Response response, boolean held) {
    socket.sends(response.lent());
    writer.write(response, last, held, front.now());
  }

  /** A stop closes idle connections after a moment; one with a response in progress is not idle. */
  @Override
  public boolean onIdleExpired(TimeoutException timeout) {
    return (!answering || !inFlight.stopping()) && super.onIdleExpired(timeout);
  }

  /** Hands the request to Jetty, in a thread that may block. */
  private void slowly() {
    try {
      getExecutor().execute(super::onFillable);
    } catch (RejectedExecutionException e) {
      socket.close(e);
    }
  }

  /** Called when the socket has bytes. */
  private final class Readable implements Callback {
    @Override
    public void succeeded() {
      if (!readRequest()) {
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

  /** Called when the last byte of a response is in the socket, or none will be. */
  private final class Answered implements Callback {
    @Override
    public void succeeded() {
      socket.sendsNothing();
      answering = false;
      inFlight.end();
      if (last) {
        socket.shutdownOutput();
        drainsFrom = front.now();
        fillInterested(drained);
      } else {
        fillInterested(readable);
      }
    }

    @Override
    public void failed(Throwable failure) {
      answering = false;
      inFlight.end();
      socket.close(failure);
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }

  /**
   * Waits until the client closes, too. A socket that is closed with unread bytes is reset, and the
   * client may lose the end of its response.
   */
  private final class Drained implements Callback {
    private boolean tooLong() {
      return front.now() - drainsFrom > connectedClients.limits().headTime().toMillis();
    }

    @Override
    public void succeeded() {
      RetainableByteBuffer input = pool.acquire(INPUT, false);
      try {
        int filled = socket.fill(input.getByteBuffer());
        drainedBytes += Math.max(0, filled);
        if (filled < 0 || drainedBytes > MOST_DRAINED || tooLong()) {
          socket.close();
        } else {
          fillInterested(this);
        }
      } catch (IOException e) {
        socket.close(e);
      } finally {
        input.release();
      }
    }

    @Override
    public void failed(Throwable failure) {
      socket.close(failure);
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }
}
