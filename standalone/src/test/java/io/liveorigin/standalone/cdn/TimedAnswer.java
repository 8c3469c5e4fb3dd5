package io.liveorigin.standalone.cdn;

import io.liveorigin.standalone.stack.Http;
import java.net.http.HttpResponse;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;

/**
 * An answer of a cache, and how long it may have been on its way: a machine that stands still makes
 * what was fresh look old.
 *
 * @param sentAt when it was asked for, epoch ms
 * @param gotAt when it was there, epoch ms
 */
record TimedAnswer(HttpResponse<byte[]> answer, long sentAt, long gotAt) {
  /** Dates and ages are in whole seconds, and so is the life of what nginx keeps. */
  private static final long ROUNDING = 2;

  static TimedAnswer get(Http http, String path) {
    long sentAt = CdnOrigin.CLOCK.millis();
    HttpResponse<byte[]> answer = http.get(path);
    return new TimedAnswer(answer, sentAt, CdnOrigin.CLOCK.millis());
  }

  String header(String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /** How long after it was made by the origin it was there at most, seconds. */
  long sinceMade() {
    return sinceMade(header("Date"), gotAt);
  }

  /** The same of an answer with that {@code Date}, which was there at that instant, epoch ms. */
  static long sinceMade(String date, long gotAt) {
    ZonedDateTime made = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
    return seconds(gotAt - made.toInstant().toEpochMilli());
  }

  /**
   * Whether it came from the cache while it was fresh there.
   *
   * @param life as the origin said, seconds
   * @param stored how long it took from the origin to the cache at most, seconds
   */
  boolean fresh(long life, long stored) {
    long age = Long.parseLong(header("Age"));
    return header("X-Cache").equals("HIT")
        && age <= life + stored + seconds(gotAt - sentAt) + ROUNDING;
  }

  private static long seconds(long millis) {
    return TimeUnit.MILLISECONDS.toSeconds(millis);
  }
}
