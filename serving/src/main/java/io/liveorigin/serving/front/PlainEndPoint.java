package io.liveorigin.serving.front;

import io.liveorigin.access.client.ClientReadRate;
import io.liveorigin.access.client.ConnectedClients.ClientConnection;
import io.liveorigin.access.connection.ClientEndPoint;
import io.liveorigin.serving.bytes.memory.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/** A socket that takes back bytes, and knows the response that is being sent. */
final class PlainEndPoint extends ClientEndPoint implements PlainSocket {
  private ByteBuffer back = BufferUtil.EMPTY_BUFFER;
  private volatile Payload sent = Payload.NONE;

  /**
   * Creates the end point of an accepted connection.
   *
   * @param readRate of the client; used by one thread
   */
  PlainEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      ClientReadRate readRate,
      ClientConnection clientConnection) {
    super(channel, selector, key, scheduler, readRate, clientConnection);
  }

  /** The bytes of the response that is being sent. */
  Payload sent() {
    return sent;
  }

  @Override
  public void sends(Payload bytes) {
    sent = bytes;
  }

  @Override
  public void sendsNothing() {
    sent = Payload.NONE;
  }

  @Override
  public boolean certified() {
    return false;
  }

  @Override
  public void unread(ByteBuffer bytes) {
    back = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    return back.hasRemaining() ? BufferUtil.append(buffer, back) : super.fill(buffer);
  }
}
