package io.liveorigin.ingest.http;

import io.liveorigin.access.client.ClientRefusal;
import io.liveorigin.access.client.ConnectedClients;
import io.liveorigin.access.client.HeadTimeout;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpParser.State;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection whose client must send each request head in time. Jetty's idle time-out does not
 * ensure that, because it restarts with every byte.
 */
final class TimedConnection extends HttpConnection {
  private static final Set<State> IN_HEAD = EnumSet.range(State.METHOD, State.HEADER);

  private final GuardedEndPoint socket;
  private final HeadTimeout headTimeout;

  TimedConnection(
      HttpConfiguration configuration,
      Connector connector,
      EndPoint endPoint,
      ConnectedClients connectedClients) {
    super(configuration, connector, endPoint);
    this.socket = GuardedEndPoint.of(endPoint);
    Scheduler timer = connector.getScheduler();
    this.headTimeout =
        new HeadTimeout(
            connectedClients.limits().headTime(),
            (time, task) -> timer.schedule(task, time.toMillis(), TimeUnit.MILLISECONDS)::cancel,
            this::getMessagesIn,
            () -> {
              connectedClients.refuse(ClientRefusal.HEAD_TIME);
              endPoint.close(new TimeoutException("the head of a request takes too long"));
            });
  }

  @Override
  public void onFillable() {
    boolean settled = settled();
    long heads = getMessagesIn();
    long received = received();
    super.onFillable();
    // Read before the parser's state, so that a head that is completed between the two reads is not
    // taken for one that is still awaited.
    long now = getMessagesIn();
    // Empty lines before a request line, and an incomplete TLS record, also begin a head.
    boolean begun = settled && now == heads && received() > received;
    if (begun || IN_HEAD.contains(getParser().getState())) {
      headTimeout.headBegan(Optional.of(now));
    } else if (now != heads) {
      headTimeout.headBegan(Optional.empty());
    }
  }

  /** Returns the sum of the bytes that came from the socket and those that Jetty's parser got. */
  private long received() {
    return socket.received() + getBytesIn();
  }

  /** Returns whether no TLS handshake is pending. */
  private boolean settled() {
    return !(getEndPoint() instanceof SslConnection.SslEndPoint tls)
        || tls.getSslConnection() instanceof TlsConnection connection && connection.settled();
  }

  @Override
  public void onClose(Throwable cause) {
    headTimeout.close();
    super.onClose(cause);
  }
}
