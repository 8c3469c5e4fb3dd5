package io.liveorigin.serving.front;

import io.liveorigin.access.client.ConnectedClients;
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
 * A connection that looks at each request before Jetty's parser does. One that {@link RequestHead}
 * reads is answered by the thread that selected the socket, where memory has the answer: one read,
 * one gathering write, no queue. Where it has not, a worker or whoever releases a held request
 * answers. All other requests are given to Jetty with every byte that was read, in a thread that
 * may block.
 *
 * <p>Jetty calls one method at a time, and calls none while a request is being answered here.
 */
final class PlainConnection extends TimedConnection {
  /** Bytes of a request that is read at once; Jetty's own buffer takes as many. */
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

  /** Whether a request is being answered here. Volatile for {@link #onIdleExpired}: a timer's. */
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
        new SocketWriter(endPoint, pool, front.opening(), front.remainders(), new Answered());
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
    GetRequest request;
    try {
      ByteBuffer bytes = input.getByteBuffer();
      boolean settled = socket.settled();
      long received = socket.received();
      int filled = socket.fill(bytes);
      if (filled == 0) {
        if (settled && socket.received() > received) {
          // A part of a record of TLS.
          begins(Optional.of(getMessagesIn()));
        }
        awaitBytes();
        return true;
      }
      if (filled < 0) {
        return false;
      }
      if (!takes(bytes)) {
        socket.takeBack(bytes);
        return false;
      }
      begins(Optional.empty());
      request = front.request(head, client);
    } catch (IOException e) {
      // Jetty reads again, and meets it too.
      return false;
    } finally {
      input.release();
    }
    answer(request);
    return true;
  }

  /**
   * The rest of a handshake is for a thread that may block: what it costs is others' to wait for.
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
        // Of those who ask too often, the doors say so.
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
      await(waiting.response(), waiting.together());
    } else {
      await(front.lookUp(request, (SegmentLookup.NeedsLookup) result, getExecutor()), false);
    }
  }

  /** No thread waits, and nothing is read meanwhile. */
  @SuppressWarnings("FutureReturnValueIgnored") // never fails, and what follows is our own to watch
  private void await(CompletableFuture<Response> response, boolean together) {
    response.thenAccept(
        answer -> {
          if (together) {
            front.released();
          }
          send(answer, together);
        });
  }

  private void send(Response response, boolean inTurns) {
    socket.sends(response.lent());
    writer.write(response, last, inTurns, front.now());
  }

  /** A stop lets idle connections go after a moment; one that is answered is not idle. */
  @Override
  public boolean onIdleExpired(TimeoutException timeout) {
    return (!answering || !inFlight.stopping()) && super.onIdleExpired(timeout);
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

  /** The last byte of an answer is in the socket, or none will be. */
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
   * Waits until the client closes too. A socket that is closed with bytes in it is reset, and the
   * client may lose the end of its answer.
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
