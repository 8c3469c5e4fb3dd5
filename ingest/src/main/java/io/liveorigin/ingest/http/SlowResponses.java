package io.liveorigin.ingest.http;

import io.liveorigin.access.client.ClientReadRate;
import io.liveorigin.access.client.ClientRefusal;
import io.liveorigin.access.client.ConnectedClients;
import io.liveorigin.access.client.ConnectedClients.ClientConnection;
import io.liveorigin.access.connection.ClientEndPoint;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes the connections of clients that read their responses too slowly. Samples all connections
 * periodically, in the thread of the connector's scheduler.
 */
final class SlowResponses {
  /** The same rate as at a serving node, whose settings give the reason. */
  private static final long BYTES_PER_SECOND = 16 * 1024;

  /** Samples per window. */
  private static final int LOOKS = 20;

  private final ConnectedClients connectedClients;
  private final Duration window;
  private final LongSupplier nanos;

  /**
   * @param window period over which a client must read 16 KiB per second while a response waits for
   *     it
   * @param nanos monotonic clock, in nanoseconds
   */
  SlowResponses(ConnectedClients connectedClients, Duration window, LongSupplier nanos) {
    this.connectedClients = connectedClients;
    this.window = window;
    this.nanos = nanos;
  }

  /** Makes the end point of an accepted connection. */
  ClientEndPoint endPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      ClientConnection clientConnection) {
    ClientReadRate readRate = new ClientReadRate(BYTES_PER_SECOND, window, window);
    return new ClientEndPoint(channel, selector, key, scheduler, readRate, clientConnection);
  }

  /** Returns a bean that samples the connections while the connector is started. */
  AbstractLifeCycle watching(ServerConnector connector) {
    return new Sweep(connector);
  }

  private final class Sweep extends AbstractLifeCycle implements Runnable {
    private final ServerConnector connector;
    private volatile Scheduler.Task next = () -> false;

    Sweep(ServerConnector connector) {
      this.connector = connector;
    }

    @Override
    protected void doStart() {
      schedule();
    }

    private void schedule() {
      long millis = Math.max(10, window.toMillis() / LOOKS);
      next = connector.getScheduler().schedule(this, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
      long now = nanos.getAsLong();
      for (EndPoint endPoint : connector.getConnectedEndPoints()) {
        if (endPoint instanceof ClientEndPoint socket && socket.tooSlow(now)) {
          connectedClients.refuse(ClientRefusal.READ_RATE);
          socket.close(new IOException("the client reads too slowly"));
        }
      }
      if (isRunning()) {
        schedule();
      }
    }

    @Override
    protected void doStop() {
      next.cancel();
    }
  }
}
