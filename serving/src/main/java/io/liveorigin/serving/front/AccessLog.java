package io.liveorigin.serving.front;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each request of a listener, when it is answered: method, path as it was sent,
 * status, bytes of the body, milliseconds, and the {@code Via} of the CDN node (RFC 9110, section
 * 7.6.3). At level INFO of logger {@code access.} and the listener's name; costs nothing where that
 * is off.
 */
public final class AccessLog implements RequestLog {
  private final Logger log;

  /**
   * @param listener its name
   */
  public AccessLog(String listener) {
    this.log = LoggerFactory.getLogger("access." + listener);
  }

  /** Whether requests are logged: then each must come to Jetty's way of answering. */
  public boolean on() {
    return log.isInfoEnabled();
  }

  @Override
  public void log(Request request, Response response) {
    if (on()) {
      log.info(
          "{} {} {} {} {} {}",
          request.getMethod(),
          request.getHttpURI().getPath(),
          response.getStatus(),
          Response.getContentBytesWritten(response),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - request.getBeginNanoTime()),
          Objects.requireNonNullElse(request.getHeaders().get("Via"), "-"));
    }
  }
}
