package io.liveorigin.standalone.cdn;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.liveorigin.testing.Patience;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/** What the CDN nodes really asked the origin in this process for: its access log. */
final class OriginRequests extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  /**
   * One request.
   *
   * @param millis from its arrival to its answer
   * @param cdn name of the node, from {@code Via}; {@code -} for others
   */
  record Line(String method, String path, int status, long millis, String cdn) {}

  private final ConcurrentLinkedQueue<Line> lines = new ConcurrentLinkedQueue<>();
  private final Logger log = (Logger) LoggerFactory.getLogger("access.public");

  private OriginRequests() {}

  /** Listens from now on. */
  static OriginRequests listen() {
    OriginRequests requests = new OriginRequests();
    requests.start();
    requests.log.setLevel(Level.INFO);
    requests.log.setAdditive(false);
    requests.log.addAppender(requests);
    return requests;
  }

  @Override
  protected void append(ILoggingEvent event) {
    String[] fields = event.getFormattedMessage().split(" ", 6);
    String via = fields[5];
    lines.add(
        new Line(
            fields[0],
            fields[1],
            Integer.parseInt(fields[2]),
            Long.parseLong(fields[4]),
            via.substring(via.lastIndexOf(' ') + 1)));
  }

  List<Line> of(String cdn) {
    return lines.stream().filter(line -> line.cdn().equals(cdn)).toList();
  }

  List<Line> of(String cdn, String path) {
    return of(cdn).stream().filter(line -> line.path().equals(path)).toList();
  }

  /** A request is logged after it was answered: returns when nothing more has come for a while. */
  OriginRequests settled() {
    AtomicInteger before = new AtomicInteger(-1);
    Patience.await()
        .pollInterval(Duration.ofMillis(150))
        .until(
            () -> {
              int now = lines.size();
              return before.getAndSet(now) == now;
            });
    return this;
  }

  @Override
  public void close() {
    log.detachAppender(this);
    log.setLevel(null);
    log.setAdditive(true);
    stop();
  }
}
