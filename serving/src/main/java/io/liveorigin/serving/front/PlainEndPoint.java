package io.liveorigin.serving.front;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A socket that takes back what was read from it: whoever reads next gets that first. Jetty's
 * connection must read all bytes by itself. One that is given them in its buffer, as after an
 * upgrade, reads on behind a request that it cannot understand, and where the client has nothing
 * more to send it closes the connection without an answer (12.1.12).
 *
 * <p>One thread at a time reads.
 */
final class PlainEndPoint extends SocketChannelEndPoint {
  private ByteBuffer back = BufferUtil.EMPTY_BUFFER;

  PlainEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
  }

  /** Copies what remains of {@code bytes}. */
  void takeBack(ByteBuffer bytes) {
    back = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    return back.hasRemaining() ? BufferUtil.append(buffer, back) : super.fill(buffer);
  }
}
