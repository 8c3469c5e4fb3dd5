package io.liveorigin.standalone.players;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.address.Resource;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/** What one player saw: the file that {@code players/watch.mjs} wrote. */
record Watched(String name, JsonNode all) {
  private static final int BUSY = 503;

  /**
   * What was shown at one instant.
   *
   * @param date where the playhead was, media time in epoch ms
   * @param text of all cues; empty where there was none
   */
  record Shown(long date, String text) {}

  /** One request of the player; times are epoch ms. */
  record Request(String path, int status, long answered) {}

  static Watched read(Path file) {
    try {
      JsonNode all = WireJson.readTree(Files.readAllBytes(file));
      return new Watched(all.path("name").asText(), all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode summary() {
    return all.path("summary");
  }

  boolean started() {
    return summary().path("started").asBoolean();
  }

  /** Errors after which the player does nothing more. */
  List<String> fatal() {
    return StreamSupport.stream(summary().path("fatal").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  /** Where its playhead was at the end, media time in epoch ms. */
  OptionalLong lastDate() {
    JsonNode date = summary().path("lastDate");
    return date.isNumber() ? OptionalLong.of(date.asLong()) : OptionalLong.empty();
  }

  long longestStopMillis() {
    return summary().path("longestStopMillis").asLong(Long.MAX_VALUE);
  }

  /** From the first text on, where subtitles were watched. */
  List<Shown> shown() {
    return StreamSupport.stream(all.path("samples").spliterator(), false)
        .filter(sample -> sample.path("text").isTextual() && sample.path("date").isNumber())
        .map(sample -> new Shown(sample.path("date").asLong(), sample.path("text").asText()))
        .dropWhile(shown -> shown.text().isEmpty())
        .toList();
  }

  List<Request> requests() {
    List<Request> requests = new ArrayList<>();
    for (JsonNode one : all.path("requests")) {
      requests.add(
          new Request(
              one.path("path").asText(),
              one.path("status").asInt(),
              one.path("answered").asLong()));
    }
    return requests;
  }

  /**
   * Refusals that nothing explains: of a segment at or behind the live edge, and of all that is no
   * segment. An origin that is too busy to say (503) is none: that depends on the machine.
   */
  List<Request> refused(EventDefinition event) {
    return requests().stream()
        .filter(request -> request.status() >= 400 && request.status() != BUSY)
        .filter(request -> !ahead(event, request))
        .toList();
  }

  private static boolean ahead(EventDefinition event, Request request) {
    String path = request.path().replaceAll("\\?.*", "");
    return SegmentUrls.split(path)
        .map(split -> new SegmentUrls(event).resolve(split.rest()))
        .filter(Resource.Media.class::isInstance)
        .map(media -> ((Resource.Media) media).address().number())
        .filter(number -> number > event.schedule().liveEdge(request.answered()))
        .isPresent();
  }
}
