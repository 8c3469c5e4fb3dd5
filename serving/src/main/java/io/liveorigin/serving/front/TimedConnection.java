package io.liveorigin.serving.front;

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
 * A connection whose client must send each head in time: the idle time-out of Jetty begins anew
 * with every byte.
 */
class TimedConnection extends HttpConnection {
  private static final Set<State> IN_HEAD = EnumSet.range(State.METHOD, State.HEADER);

  private final PlainSocket socket;
  private final HeadTimeout headTimeout;

  TimedConnection(
      HttpConfiguration configuration,
      Connector connector,
      PlainSocket endPoint,
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
    // Before the state: a head that comes whole between the two is none that is waited for.
    long now = getMessagesIn();
    // Empty lines before a request line, and a part of a record of TLS, are a beginning too.
    boolean begun = settled && now == heads && received() > received;
    if (begun || IN_HEAD.contains(getParser().getState())) {
      begins(Optional.of(now));
    } else if (now != heads) {
      begins(Optional.empty());
    }
  }

  /** Bytes of the client, as they came and as Jetty's parser got them. */
  private long received() {
    return socket.received() + getBytesIn();
  }

  /**
   * Bytes were read.
   *
   * @param begun heads that were whole before one was begun; empty where none is
   */
  final void begins(Optional<Long> begun) {
    headTimeout.looked(begun);
  }

  @Override
  public void onClose(Throwable cause) {
    headTimeout.close();
    super.onClose(cause);
  }
}
