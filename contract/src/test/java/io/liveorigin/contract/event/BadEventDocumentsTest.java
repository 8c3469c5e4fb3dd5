package io.liveorigin.contract.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.error.OriginException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mistakes of operators in an event file. The message about each is a sentence with the line, the
 * key and the correct form, and without any class name.
 */
class BadEventDocumentsTest {
  /** Prefixes of class names that libraries would put into a message. */
  private static final List<String> CLASSES =
      List.of(
          "io.liveorigin",
          "com.fasterxml",
          "org.yaml",
          "java.",
          "Exception",
          "Jackson",
          "snakeyaml",
          "StreamRead",
          "Source:",
          "`");

  /** Ten lines without a mistake. */
  private static final String GOOD =
      """
      tenant: acme
      event: derby
      pipelines: [a, b]
      segmentDuration: {duration: 2, timescale: 1}
      timeShiftBufferDepth: 10m
      representations:
        - id: v0
          contentType: video
          codecs: avc1.64001f
          bandwidth: 600000
      """;

  /**
   * @param from a text of {@link #GOOD}; if empty, {@code to} is added at the end
   * @param line the line in the message; 0 for none
   */
  record Mistake(String from, String to, int line, String message) {
    String yaml() {
      return from.isEmpty() ? GOOD + to + "\n" : GOOD.replace(from, to);
    }

    @Override
    public String toString() {
      return to.replace("\n", "\\n").substring(0, Math.min(40, to.length()));
    }
  }

  private static Mistake add(String to, String message) {
    return new Mistake("", to, 11, message);
  }

  private static Mistake change(String from, String to, int line, String message) {
    return new Mistake(from, to, line, message);
  }

  static List<Mistake> mistakes() {
    String duration = "must be a duration such as 500ms, 30s, 10m, 1h30m, 2d or PT10M";
    String segment = "segmentDuration: {duration: 2, timescale: 1}";
    return List.of(
        change(
            segment,
            "segmentDuration: 2",
            4,
            "segmentDuration must be an object with keys duration, timescale, such as"
                + " {duration: 2, timescale: 1}"),
        change(segment, "segmentDuration: 2s", 4, "such as {duration: 2, timescale: 1}"),
        change(segment, "segmentDuration: [2, 1]", 4, "such as {duration: 2, timescale: 1}"),
        change("duration: 2,", "duration: 2.002,", 4, "segmentDuration.duration must be a whole"),
        change("duration: 2,", "duration: two,", 4, "segmentDuration.duration must be a whole"),
        change("duration: 2,", "length: 2,", 4, "segmentDuration.length is not a known key"),
        change("duration: 2,", "", 4, "segmentDuration.duration must be"),
        change("duration: 2,", "duration: 99999999999999999999,", 4, "segmentDuration.duration"),
        change("duration: 2,", "duration: 0,", 4, "segmentDuration.duration must be 1 to 9000000"),
        change("10m", "600", 5, "timeShiftBufferDepth " + duration),
        change("10m", "10 minutes", 5, "timeShiftBufferDepth " + duration),
        change("10m", "10M", 5, "timeShiftBufferDepth " + duration),
        change("10m", "1m1h", 5, "timeShiftBufferDepth " + duration),
        change("10m", "{minutes: 10}", 5, "timeShiftBufferDepth " + duration),
        change("10m", "'10'", 5, "timeShiftBufferDepth " + duration),
        change("10m", "''", 5, "timeShiftBufferDepth " + duration),
        change("10m", "PT10", 5, "timeShiftBufferDepth " + duration),
        change("10m", "1s", 5, "timeShiftBufferDepth must be PT10S to PT720H"),
        change("timeShiftBufferDepth", "timeshiftBufferDepth", 5, "did you mean timeShiftBuff"),
        change("pipelines:", "pipeline:", 3, "pipeline is not a known key; allowed are "),
        change("pipelines:", "pipeline:", 3, "; did you mean pipelines?"),
        change("[a, b]", "a", 3, "pipelines must be a list: [a, b], or one line"),
        change("[a, b]", "[a, a]", 3, "pipelines must be distinct names, but is 'a'"),
        change("[a, b]", "{a: b}", 3, "pipelines must be a list"),
        change("pipelines: [a, b]\n", "", 0, "pipelines must be a list of 1 to 8 names, but is mi"),
        change("tenant: acme", "tenant: a/b", 1, "tenant must be 1 to 64 of"),
        change("tenant: acme", "tenant: [acme]", 1, "tenant must be a string"),
        change("event: derby", "evnet: derby", 2, "evnet is not a known key"),
        change("event: derby", "evnet: derby", 2, "did you mean event?"),
        change(
            "event: derby", "event: derby\nevent: ashes", 3, "Duplicate key event, also in line 2"),
        change("bandwidth: 600000", "bandwidth: 600k", 10, "representations.[0].bandwidth must be"),
        change("bandwidth: 600000", "bandwidth: 0", 10, "representations.v0.bandwidth must be 1"),
        change("bandwidth: 600000", "bitrate: 600000", 10, "representations.[0].bitrate is not a"),
        change("bandwidth: 600000", "bandwidht: 600000", 10, "did you mean bandwidth?"),
        change("contentType: video", "contentType: image", 8, "contentType must be video, audio"),
        change("contentType: video", "contenttype: video", 8, "did you mean contentType?"),
        change("codecs: avc1.64001f", "codecs: ''", 9, "representations.v0.codecs must be an RFC"),
        change("    codecs: avc1.64001f\n", "", 7, "representations.v0.codecs must be"),
        change("600000", "600000\n    frameRate: 29.97", 11, "v0.frameRate must be 25, a fraction"),
        change("600000", "600000\n    frameRate: 29.97", 11, "for 29.97 write 30000/1001"),
        change("600000", "600000\n    frameRate: 23.976", 11, "for 23.976 write 24000/1001"),
        change("600000", "600000\n    frameRate: 59.94", 11, "for 59.94 write 60000/1001"),
        change("600000", "600000\n    frameRate: 25.0", 11, "for 25.0 write 25"),
        change("600000", "600000\n    frameRate: 12.5", 11, "for 12.5 write 25/2"),
        change("600000", "600000\n    frameRate: 25 fps", 11, "v0.frameRate must be 25, a fracti"),
        change("600000", "600000\n    frameRate: [25]", 11, "[0].frameRate must be a string"),
        change("600000", "600000\n    width: 640p", 11, "representations.[0].width must be a who"),
        change("600000", "600000\n    width: 99999999999", 11, "[0].width must be a whole number"),
        change("600000", "600000\n    role: hero", 11, "role must be main, alternate"),
        change("600000", "600000\n    inbandEvents: [{}]", 11, "inbandEvents.scheme must be a URI"),
        change("600000", "600000\n    inbandEvents: [x]", 11, "such as {scheme: \"urn:scte:scte35"),
        change(
            "600000", "600000\n    id: v1", 11, "Duplicate key representations.[0].id, also in l"),
        change("- id: v0", "- id: v/0", 7, "representations.id must be 1 to 64 of"),
        change("  - id", "  id", 6, "representations"),
        add("patiense: PT2S", "did you mean patience?"),
        add("PATIENCE: PT2S", "did you mean patience?"),
        add("retry-deadline: 10s", "did you mean retryDeadline?"),
        add("startNum: 1", "did you mean startNumber?"),
        add("colour: red", "colour is not a known key; allowed are availabilityStartTime, "),
        add("startNumber: 1.5", "startNumber must be a whole number"),
        add("startNumber: first", "startNumber must be a whole number"),
        add("startNumber: -1", "startNumber must be 0 to 1000000000, but is '-1'"),
        add("startTime: yesterday", "startTime must be a time such as 2026-11-29T12:00:00Z"),
        add("startTime: 2026-11-29", "startTime must be a time such as 2026-11-29T12:00:00Z"),
        add("endTime: 2026-11-29 12:00", "endTime must be a time such as 2026-11-29T12:00:00Z"),
        add("latency: 6s", "latency must be an object with keys target, min, max, such as {targ"),
        add("latency: {min: 6s}", "latency.target must be a duration such as PT6S"),
        add("latency: {target: six}", "latency.target " + duration),
        add("latency: {traget: 6s}", "did you mean target?"),
        add(
            "playbackRate: 1.04",
            "playbackRate must be an object with keys min, max, such as {min"),
        add("playbackRate: {min: slow}", "playbackRate.min must be a number"),
        add("fill: black", "fill must be none, or an object with the keys video, audio and text"),
        add("fill: {video: black}", "fill.video must be freeze or none, but is 'black'"),
        add("steering: x", "steering must be an object with keys serverUri, pathwayId, such as"),
        add("pauses: now", "pauses"),
        add("pauses: [{from: now}]", "pauses.[0].from must be a time such as"),
        add("pauses: [{form: now}]", "did you mean from?"),
        add("patience: [1s]", "patience " + duration),
        add("initialization: $Number$.mp4", "initialization must have $RepresentationID$"),
        add("media: 'a: b", "cannot be read as YAML after key media"),
        add("media: a: b", "cannot be read as YAML after key media"),
        add("media: @x", "cannot be read as YAML after key media"),
        add("media: *x", "media"),
        add("media: [", "media must be a string"),
        add("\tmedia: x", "cannot be read as YAML after key representations.[0].bandwidth"),
        add("media", "cannot be read as YAML after key representations.[0].bandwidth"),
        change("600000\n", "600000\n---\nmedia: x\n", 12, "another document begins here"));
  }

  private static String message(byte[] document, boolean yaml) {
    return catchThrowableOfType(
            OriginException.class,
            () -> {
              if (yaml) {
                ControlJson.readOperatorEventYaml(document);
              } else {
                ControlJson.readOperatorEvent(document);
              }
            })
        .getMessage();
  }

  @Test
  void withoutAMistakeItIsAnEvent() {
    assertThat(ControlJson.readOperatorEventYaml(bytes(GOOD)).timeShiftBufferDepth())
        .hasMinutes(10);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void eachIsASentenceWithLineKeyAndWhatToWrite(Mistake mistake) {
    String message = message(bytes(mistake.yaml()), true);
    assertThat(message)
        .as(mistake.yaml())
        .contains(mistake.message())
        .doesNotContain(CLASSES)
        .hasLineCount(1)
        .hasSizeLessThan(700);
    if (mistake.line() == 0) {
      assertThat(message).doesNotStartWith("line ");
    } else if (message.contains("cannot be read as YAML")) {
      // The parser notices some mistakes only at the end of the text.
      assertThat(message).matches("line 1[0-9], column [0-9]+: .*");
    } else {
      assertThat(message).startsWith("line " + mistake.line() + ": ");
    }
  }

  /** The same mistakes in JSON, as far as JSON can express them. */
  @ParameterizedTest
  @MethodSource("mistakes")
  void theSameInJson(Mistake mistake) throws JsonProcessingException {
    JsonNode tree;
    try {
      tree = new YAMLMapper().readTree(mistake.yaml());
    } catch (JsonProcessingException e) {
      assertThat(message(bytes(mistake.yaml()), false)).doesNotContain(CLASSES).hasLineCount(1);
      return;
    }
    if (!mistake.yaml().contains("---") && !message(bytes(mistake.yaml()), true).contains("Dupl")) {
      assertThat(message(bytes(tree.toString()), false))
          .contains(mistake.message())
          .doesNotContain(CLASSES)
          .doesNotStartWith("line ");
      assertThat(message(bytes(tree.toPrettyString()), false)).contains(mistake.message());
    }
  }

  @Test
  void jsonThatIsNoneSaysWhereAndAfterWhichKey() {
    assertThat(message(bytes("{\n  \"tenant\": \"acme\",\n  \"event\" \"derby\"\n}"), false))
        .startsWith("line 3, column ")
        .contains("cannot be read as JSON after key tenant; a comma, a quotation mark")
        .doesNotContain(CLASSES);
    for (String text :
        List.of(
            "{\"tenant\": acme}",
            "{\"tenant\": NaN}",
            "{'tenant': 1}",
            "{\"tenant\": \"a\nb\"}",
            "{\"tenant\": 1} // no",
            "{\"tenant\": 01}",
            "{\"tenant\": \"\\q\"}",
            "\u00ff\u00fe",
            "\u0000",
            "{\"a\":".repeat(2_000))) {
      assertThat(message(bytes(text), false)).doesNotContain(CLASSES).hasLineCount(1);
      assertThat(message(bytes(text), true)).doesNotContain(CLASSES).hasLineCount(1);
    }
    byte[] latin = "tenant: \u00e4cme".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(message(latin, true)).contains("UTF-8").doesNotContain(CLASSES);
    assertThat(message(latin, false)).doesNotContain(CLASSES);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
