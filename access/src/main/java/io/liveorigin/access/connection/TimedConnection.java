package io.liveorigin.access.connection;

import io.liveorigin.access.client.ClientRefusal;
import io.liveorigin.access.client.ConnectedClients;
import io.liveorigin.access.client.HeadTimeout;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpParser.State;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection whose client must send each head in time: Jetty's idle time-out starts again with
 * every byte.
 */
public class TimedConnection extends HttpConnection {
  private static final Set<State> IN_HEAD = EnumSet.range(State.METHOD, State.HEADER);

  private final ClientSocket socket;
  private final HeadTimeout headTimeout;

  /** Creates a connection whose head time is that of the clients' limits. */
  public TimedConnection(
      HttpConfiguration configuration,
      Connector connector,
      ClientSocket endPoint,
      ConnectedClients connectedClients) {
    super(configuration, connector, endPoint);
    this.socket = endPoint;
    Scheduler timer = connector.getScheduler();
    this.headTimeout =
        new HeadTimeout(
            connectedClients.limits().headTime(),
            (time, task) -> timer.schedule(task, time.toMillis(), TimeUnit.MILLISECONDS)::cancel,
            this::getMessagesIn,
            () -> {
              connectedClients.refuse(ClientRefusal.HEAD_TIME);
              socket.close(new TimeoutException("the head of a request takes too long"));
            });
  }

  @Override
  public void onFillable() {
    boolean settled = socket.settled();
    long heads = getMessagesIn();
    long received = received();
    super.onFillable();
    // Read before the state: a head that is completed between the two is not one to wait for.
    long now = getMessagesIn();
    // Empty lines before a request line, and part of a TLS record, are a beginning, too.
    boolean begun = settled && now == heads && received() > received;
    if (begun || IN_HEAD.contains(getParser().getState())) {
      begins(Optional.of(now));
    } else if (now != heads) {
      begins(Optional.empty());
    }
  }

  /** Bytes from the client, as they arrived and as Jetty's parser got them. */
  private long received() {
    return socket.received() + getBytesIn();
  }

  /**
   * Reports that bytes were read.
   *
   * @param begun the number of complete heads before the one that has begun; empty if none has
   *     begun
   */
  protected final void begins(Optional<Long> begun) {
    headTimeout.headBegan(begun);
  }

  @Override
  public void onClose(Throwable cause) {
    headTimeout.close();
    super.onClose(cause);
  }
}
