package io.liveorigin.ingest.http;

import io.liveorigin.access.client.ClientReadRate;
import io.liveorigin.access.client.ClientRefusal;
import io.liveorigin.access.client.ConnectedClients;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends the connections of clients that take their answers too slowly. Looks at all connections now
 * and then, in the scheduler's thread of the connector.
 */
final class SlowResponses {
  /** As a serving node does: see its settings for why. */
  private static final long BYTES_PER_SECOND = 16 * 1024;

  /** Looks in a window. */
  private static final int LOOKS = 20;

  private final ConnectedClients connectedClients;
  private final Duration window;
  private final LongSupplier nanos;

  /**
   * @param window over which a client must take 16 KiB a second, while an answer waits for it
   * @param nanos a clock that only goes forward
   */
  SlowResponses(ConnectedClients connectedClients, Duration window, LongSupplier nanos) {
    this.connectedClients = connectedClients;
    this.window = window;
    this.nanos = nanos;
  }

  ClientReadRate readRate() {
    return new ClientReadRate(BYTES_PER_SECOND, window, window);
  }

  /** Looks for as long as the connector is started. */
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
        if (endPoint instanceof GuardedEndPoint socket && socket.tooSlow(now)) {
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
