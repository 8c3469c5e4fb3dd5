package io.liveorigin.serving.front;

import io.liveorigin.access.client.ClientReadRate;
import io.liveorigin.access.client.ConnectedClients.ClientConnection;
import io.liveorigin.contract.metric.ServingMetric;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.liveorigin.serving.bytes.memory.Payload;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the connections of clients that read their responses too slowly, because the memory of these
 * responses cannot be given back meanwhile. Checks all connections of a listener periodically, in
 * its scheduler's thread; about 0.1 us for each.
 */
public final class SlowReaders {
  private static final Logger LOG = LoggerFactory.getLogger(SlowReaders.class);

  /** The number of checks in the shorter of window and patience. */
  private static final int LOOKS = 20;

  private final SlowReaderSettings settings;
  private final long memory;
  private final LongSupplier nanos;
  private final Counter tooSlow;
  private final Counter beyondShare;

  /**
   * Creates the checks of a listener.
   *
   * @param memory of segments, bytes
   * @param nanos a monotonic clock
   */
  public SlowReaders(
      SlowReaderSettings settings, long memory, LongSupplier nanos, MeterRegistry meters) {
    this.settings = settings;
    this.memory = memory;
    this.nanos = nanos;
    this.tooSlow = counter(meters, "rate");
    this.beyondShare = counter(meters, "share");
  }

  private static Counter counter(MeterRegistry meters, String reason) {
    return MeterRegistration.counter(meters, ServingMetric.READERS_DROPPED, reason);
  }

  /** Makes the end point of an accepted connection. */
  PlainEndPoint endPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      ClientConnection clientConnection) {
    ClientReadRate readRate =
        new ClientReadRate(settings.bytesPerSecond(), settings.window(), settings.patience());
    return new PlainEndPoint(channel, selector, key, scheduler, readRate, clientConnection);
  }

  /** Checks the connections for as long as the connector is started. */
  AbstractLifeCycle watching(ServerConnector connector) {
    return new Sweep(connector);
  }

  private void closeSlow(ServerConnector connector) {
    long now = nanos.getAsLong();
    List<LentBuffers.Loan<PlainEndPoint>> loans = new ArrayList<>();
    for (EndPoint endPoint : connector.getConnectedEndPoints()) {
      if (endPoint instanceof PlainEndPoint socket) {
        ClientReadRate readRate = socket.readRate();
        if (socket.tooSlow(now)) {
          drop(socket, tooSlow, "the client reads too slowly");
        } else if (readRate.slow() && socket.sent().borrowed() > 0) {
          Payload sent = socket.sent();
          loans.add(
              new LentBuffers.Loan<>(socket, sent.memory(), sent.borrowed(), readRate.rate()));
        }
      }
    }
    for (PlainEndPoint socket : LentBuffers.beyond(loans, memory / settings.share())) {
      drop(socket, beyondShare, "slow clients hold too much memory");
    }
  }

  private static void drop(PlainEndPoint socket, Counter counter, String reason) {
    LOG.debug("{}: {}", socket.getRemoteSocketAddress(), reason);
    counter.increment();
    socket.close(new IOException(reason));
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
      long millis = Math.min(settings.window().toMillis(), settings.patience().toMillis()) / LOOKS;
      next = connector.getScheduler().schedule(this, Math.max(10, millis), TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
      try {
        closeSlow(connector);
      } catch (RuntimeException | OutOfMemoryError e) {
        // Connections that were missed now are checked the next time.
        LOG.error("slow clients could not be checked", e);
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
