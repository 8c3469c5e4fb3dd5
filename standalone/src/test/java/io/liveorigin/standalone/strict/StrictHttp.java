package io.liveorigin.standalone.strict;

import io.liveorigin.packager.schedule.PacingClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * GETs as Media3's default data source does, and counts as a fault every answer but 200 and 206.
 * 503 is asked again after one second (Media3's DefaultLoadErrorHandlingPolicy does three times,
 * the pause growing by a second each), for as long as it takes. Any thread.
 */
final class StrictHttp {
  private static final int BUSY = 503;
  private static final long PAUSE_MILLIS = 1000;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final StrictReport report;
  private final PacingClock pace;

  StrictHttp(StrictReport report, PacingClock pace) {
    this.report = report;
    this.pace = pace;
  }

  /**
   * The body; empty where the answer would have ended playback, which is in the report then.
   *
   * @param kind by which the report counts it
   */
  Optional<byte[]> get(String kind, URI url) throws InterruptedException {
    while (true) {
      long asked = pace.now();
      try {
        HttpResponse<byte[]> answer =
            client.send(
                HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray());
        int status = answer.statusCode();
        if ((status == 200 || status == 206) && answer.body().length > 0) {
          report.got(kind, pace.now() - asked);
          return Optional.of(answer.body());
        }
        String what = url.getPath() + " " + status + ", " + answer.body().length + " bytes";
        if (status != BUSY) {
          report.fault(asked, what);
          return Optional.empty();
        }
        report.busy(asked, what);
        pace.until(pace.now() + PAUSE_MILLIS);
      } catch (IOException e) {
        report.fault(asked, url.getPath() + " " + e);
        return Optional.empty();
      }
    }
  }
}
