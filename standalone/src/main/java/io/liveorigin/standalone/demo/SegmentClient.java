package io.liveorigin.standalone.demo;

import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.wire.DefectsField;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends GET requests to the public listener and evaluates the responses. Blocks; any thread. */
final class SegmentClient {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentClient.class);
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** Longer than the longest hold. */
  private static final Duration ANSWER = Duration.ofSeconds(20);

  /** How long the request was held, in ms: key {@code ht} of CMSD-Static (CTA-5006, 3.1). */
  private static final Pattern HELD = Pattern.compile("(?:^|,) *ht=([0-9]{1,9})");

  /**
   * One response.
   *
   * @param status {@link Visit#NO_ANSWER} if there was none
   * @param copy copy in a 200 whose bytes match its entity tag
   */
  record GetResult(int status, Optional<Visit.Copy> copy) {}

  private final URI base;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  SegmentClient(URI base) {
    this.base = base;
  }

  GetResult get(String path) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER).GET().build();
    try {
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      return answer.statusCode() == 200
          ? whole(path, answer)
          : new GetResult(answer.statusCode(), Optional.empty());
    } catch (IOException e) {
      LOG.debug("GET {}: {}", path, e.toString());
      return new GetResult(Visit.NO_ANSWER, Optional.empty());
    }
  }

  private static GetResult whole(String path, HttpResponse<byte[]> answer) {
    HttpHeaders headers = answer.headers();
    String etag = headers.firstValue("ETag").orElse("");
    if (!etag.equals("\"" + Digest.of(answer.body()).hex() + "\"")) {
      LOG.error("GET {}: the bytes do not match the entity tag {}", path, etag);
      return new GetResult(Visit.NO_ANSWER, Optional.empty());
    }
    return new GetResult(
        answer.statusCode(),
        Optional.of(
            new Visit.Copy(
                etag,
                headers.firstValue("Origin-Pipeline").orElse("?"),
                DefectsField.read(headers.firstValue(DefectsField.HTTP_NAME).orElse("")),
                held(headers.firstValue("CMSD-Static").orElse("")))));
  }

  private static long held(String cmsd) {
    Matcher matcher = HELD.matcher(cmsd);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
