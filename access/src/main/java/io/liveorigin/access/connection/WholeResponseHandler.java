package io.liveorigin.access.connection;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Sends a response when it is complete, and holds no thread while its client does not read it, so
 * routes need not consider slow clients. A response larger than {@value #MOST} bytes is passed on
 * while it is written. Jetty's own handler for this purpose allocates a buffer of one fixed size
 * for each response, large enough for what a route writes at once.
 */
public class WholeResponseHandler extends Handler.Wrapper {
  /** Several times the size of metrics, status and lists. */
  protected static final int MOST = 16 * 1024 * 1024;

  /** Handles requests with {@code inner}. */
  public WholeResponseHandler(Handler inner) {
    super(inner);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return handle(request, response, callback, bytes -> true);
  }

  /** Bounds the bytes of a response that wait until it is complete. */
  @FunctionalInterface
  public interface Room {
    /** Returns whether that many more bytes may be kept. If not, the response is passed on. */
    boolean add(long bytes);
  }

  /** Handles the request, and keeps the bytes of its response within a bound. */
  protected final boolean handle(Request request, Response response, Callback callback, Room room)
      throws Exception {
    Kept kept = new Kept(request, response, callback, room);
    return super.handle(request, kept, kept);
  }

  /** The part of the response that was written so far. Jetty lets one thread at a time write. */
  private static final class Kept extends Response.Wrapper implements Callback {
    private final Callback ending;
    private final Room room;
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
    private boolean passes;

    Kept(Request request, Response response, Callback ending, Room room) {
      super(request, response);
      this.ending = ending;
      this.room = room;
    }

    @Override
    public void write(boolean last, ByteBuffer more, Callback callback) {
      ByteBuffer some = more == null ? BufferUtil.EMPTY_BUFFER : more;
      passes |= last || bytes.size() + some.remaining() > MOST || !room.add(some.remaining());
      if (passes) {
        super.write(last, joined(some), callback);
      } else {
        append(some);
        callback.succeeded();
      }
    }

    private void append(ByteBuffer some) {
      byte[] copy = new byte[some.remaining()];
      some.get(copy);
      bytes.write(copy, 0, copy.length);
    }

    private ByteBuffer joined(ByteBuffer some) {
      if (bytes.size() == 0) {
        return some;
      }
      append(some);
      ByteBuffer all = ByteBuffer.wrap(bytes.toByteArray());
      bytes = new ByteArrayOutputStream(0);
      return all;
    }

    @Override
    public void reset() {
      bytes = new ByteArrayOutputStream(0);
      super.reset();
    }

    @Override
    public void succeeded() {
      if (passes || bytes.size() == 0) {
        ending.succeeded();
      } else {
        write(true, BufferUtil.EMPTY_BUFFER, ending);
      }
    }

    @Override
    public void failed(Throwable failure) {
      ending.failed(failure);
    }

    @Override
    public InvocationType getInvocationType() {
      return ending.getInvocationType();
    }
  }
}
