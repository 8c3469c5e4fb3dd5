package io.liveorigin.serving.front;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one line for each request of a listener, when its response is complete: method, path as it
 * was sent, status, bytes of the body, milliseconds, and the {@code Via} of the CDN node (RFC 9110,
 * section 7.6.3). Uses level INFO of the logger {@code access.} and the listener's name; costs
 * nothing if that level is off.
 */
public final class AccessLog implements RequestLog {
  private final Logger log;

  /**
   * Creates the log of a listener.
   *
   * @param listener its name
   */
  public AccessLog(String listener) {
    this.log = LoggerFactory.getLogger("access." + listener);
  }

  /**
   * Whether requests are logged: then Jetty must handle every response, because Jetty writes the
   * log.
   */
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
