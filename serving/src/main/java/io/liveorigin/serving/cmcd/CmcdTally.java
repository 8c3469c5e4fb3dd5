package io.liveorigin.serving.cmcd;

import io.liveorigin.contract.metric.ServingMetric;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Counts players' data by its carrier and whether it can be read; players cannot invent labels. Any
 * thread; never throws.
 */
public final class CmcdTally {
  /** The request header fields of version 1 (CTA-5004, section 2.1). */
  public static final List<String> HEADERS =
      List.of("CMCD-Request", "CMCD-Object", "CMCD-Status", "CMCD-Session");

  private static final String PARAMETER = "CMCD=";
  private static final int MAX_LINES = 1000;

  private final MeterRegistry meters;
  private final Counter starved;

  public CmcdTally(MeterRegistry meters) {
    this.meters = meters;
    this.starved = MeterRegistration.counter(meters, ServingMetric.CMCD_STARVED);
  }

  /**
   * Counts the data of a request, if it has any.
   *
   * @param query as it was sent, without the question mark
   * @param headers values of those of {@link #HEADERS} that are there
   */
  public void request(Optional<String> query, List<String> headers) {
    query.ifPresent(
        text -> {
          for (String parameter : text.split("&", -1)) {
            if (parameter.startsWith(PARAMETER)) {
              count("query", decoded(parameter.substring(PARAMETER.length())));
            }
          }
        });
    if (!headers.isEmpty()) {
      // One request counts once, however many fields it uses.
      count("headers", CmcdText.read(String.join(",", headers)));
    }
  }

  /** Counts the lines of a report: version 2 sends one line for each event or response. */
  public void report(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    String[] lines = text.split("\r?\n", MAX_LINES + 1);
    for (int i = 0; i < Math.min(lines.length, MAX_LINES); i++) {
      if (!lines[i].isBlank() || lines.length == 1) {
        count("report", CmcdText.read(lines[i].strip()));
      }
    }
  }

  private static CmcdText decoded(String value) {
    try {
      return CmcdText.read(URLDecoder.decode(value, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return CmcdText.MALFORMED;
    }
  }

  private void count(String carrier, CmcdText read) {
    String result = read.valid() ? "valid" : "malformed";
    MeterRegistration.counter(meters, ServingMetric.CMCD, carrier, result).increment();
    if (read.starved()) {
      starved.increment();
    }
  }
}
