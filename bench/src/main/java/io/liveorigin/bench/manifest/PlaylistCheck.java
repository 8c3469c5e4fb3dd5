package io.liveorigin.bench.manifest;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Checks that the node sends the requested playlist. Fast but wrong responses do not count. */
final class PlaylistCheck {
  private static final int OK = 200;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int servingPort;

  PlaylistCheck(int servingPort) {
    this.servingPort = servingPort;
  }

  /**
   * Sends one GET and returns the length of the body as sent, in bytes.
   *
   * @throws OriginException if the playlist is wrong
   */
  int check(ListedTrack track, Form form) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + servingPort + form.path(track)));
    form.fields().forEach(field -> request.header(field.split(": ")[0], field.split(": ")[1]));
    HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
    boolean coded =
        answer.headers().firstValue("Content-Encoding").filter("gzip"::equals).isPresent();
    String text = answer.statusCode() == OK && coded ? decoded(answer.body()) : text(answer.body());
    String wrong = wrong(track, form, answer.statusCode(), coded, text);
    if (!wrong.isEmpty()) {
      throw new OriginException(ErrorCode.INTERNAL, form.path(track) + " has " + wrong);
    }
    return answer.body().length;
  }

  /** Describes the first error that is found; empty if there is none. */
  static String wrong(ListedTrack track, Form form, int status, boolean coded, String text) {
    long lines = text.lines().filter(line -> line.startsWith("#EXTINF:")).count();
    long skipped =
        text.lines()
            .filter(line -> line.startsWith("#EXT-X-SKIP:"))
            .map(line -> line.substring(line.indexOf('=') + 1))
            .mapToLong(Long::parseLong)
            .sum();
    if (status != OK) {
      return "status " + status + ": " + text;
    }
    if (coded != (form == Form.GZIP)) {
      return coded ? "a coding that was not requested" : "no coding";
    }
    if (form == Form.DELTA ? skipped == 0 : skipped > 0) {
      return skipped + " skipped lines";
    }
    if (lines + skipped != track.lines()) {
      return (lines + skipped) + " lines, not " + track.lines();
    }
    return text.contains("#EXT-X-GAP") ? "gaps" : "";
  }

  private static String decoded(byte[] body) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return text(in.readAllBytes());
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
