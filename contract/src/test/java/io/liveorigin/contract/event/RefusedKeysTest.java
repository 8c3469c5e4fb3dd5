package io.liveorigin.contract.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.contract.support.PublicSchema;
import io.liveorigin.contract.support.Samples;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every key of an event definition: refused values with their messages, and values that are just
 * accepted.
 */
class RefusedKeysTest {
  private static final PublicSchema SCHEMA = PublicSchema.of("event-definition");

  /** Rules that compare amounts, or two parts of a template. A schema cannot express them. */
  private static final List<String> BEYOND_A_SCHEMA =
      List.of(
          "must be PT",
          "in whole seconds",
          "must be at most retryDeadline - patience",
          "with at most 3 decimals, but is '1.0001'",
          "' applies to ",
          "must be 0.1 s to 60 s",
          "endTime must be after",
          "pauses.to must be after",
          "each after the end of the previous one",
          "2200-01-01T00:00:00Z in whole",
          "media: template '$RepresentationID$$N");

  /**
   * A JSON value for a key, and the message of the refusal; without a message the value is
   * accepted.
   */
  record Case(String key, String value, String message) {
    @Override
    public String toString() {
      String shown = value.length() > 40 ? value.substring(0, 40) + "..." : value;
      return key + " = " + shown + (message.isEmpty() ? " accepted" : " refused");
    }
  }

  private static Case refused(String key, String value, String message) {
    return new Case(key, value, message);
  }

  private static Case accepted(String key, String value) {
    return new Case(key, value, "");
  }

  private static final String INSTANT =
      " must be 1970-01-01T00:00:00Z to 2200-01-01T00:00:00Z in whole milliseconds";
  private static final String BREAK = "\"from\":\"2026-01-02T00:00:00Z\"";
  private static final String NAME = " must be 1 to 64 of A-Z a-z 0-9 . _ -";

  static List<Case> event() {
    return List.of(
        refused("tenant", "null", "tenant" + NAME),
        refused("tenant", "\"\"", "tenant" + NAME),
        refused("tenant", "\"a/b\"", "tenant" + NAME),
        refused("tenant", "{}", "tenant"),
        accepted("tenant", "\"" + "a".repeat(64) + "\""),
        refused("event", "null", "event" + NAME),
        refused("event", "\"" + "a".repeat(65) + "\"", "event" + NAME),
        accepted("event", "\"2026.final_1-x\""),
        refused("pipelines", "null", "pipelines must be a list of 1 to 8 names"),
        refused("pipelines", "[]", "pipelines must be a list of 1 to 8 names"),
        refused("pipelines", "[\"a\",\"a\"]", "pipelines must be distinct names, but is 'a'"),
        refused("pipelines", "[\"a\",null]", "pipelines" + NAME),
        refused("pipelines", "[\"a b\"]", "pipelines" + NAME),
        refused("pipelines", "\"a\"", "pipelines"),
        refused("pipelines", names(9), "pipelines must be a list of 1 to 8 names"),
        accepted("pipelines", names(8)),
        accepted("pipelines", names(1)),
        refused("availabilityStartTime", "\"yesterday\"", "availabilityStartTime"),
        refused("availabilityStartTime", "\"1969-12-31T23:59:59Z\"", INSTANT),
        refused("availabilityStartTime", "\"2200-01-01T00:00:01Z\"", INSTANT),
        refused("availabilityStartTime", "\"+999999999-01-01T00:00:00Z\"", INSTANT),
        refused("availabilityStartTime", "\"2026-01-01T00:00:00.0001Z\"", "in whole milliseconds"),
        accepted("availabilityStartTime", "\"2200-01-01T00:00:00Z\""),
        refused("segmentDuration", "2", "segmentDuration must be an object with keys duration, "),
        refused("segmentDuration", duration(0, 1), "segmentDuration.duration must be 1 to"),
        refused("segmentDuration", duration(2, 0), "segmentDuration.timescale must be 1 to"),
        refused("segmentDuration", duration(61, 1), "segmentDuration must be 0.1 s to 60 s"),
        refused("segmentDuration", "{\"duration\":2}", "segmentDuration.timescale"),
        refused(
            "segmentDuration", "{\"duration\":2.5,\"timescale\":1}", "segmentDuration.duration"),
        accepted("segmentDuration", duration(60, 1)),
        refused("startNumber", "-1", "startNumber must be 0 to 1000000000, but is '-1'"),
        refused("startNumber", "1000000001", "startNumber must be 0 to 1000000000"),
        refused("startNumber", "0.5", "startNumber"),
        accepted("startNumber", "1000000000"),
        refused("initialization", "\"init.mp4\"", "initialization must have $RepresentationID$"),
        refused("initialization", "\"$RepresentationID$-$Number$\"", "neither $Number$ nor $Time$"),
        refused("initialization", "\"$RepresentationID$-$Time$\"", "neither $Number$ nor $Time$"),
        refused("initialization", "\"$Representation$\"", "initialization: template '$Repres"),
        refused("initialization", "\"$RepresentationID$.mpd\"", "must not end in .mpd or .m3u8"),
        accepted("initialization", "\"$RepresentationID$.mp4\""),
        refused("media", "\"seg-$Number$.m4s\"", "media must have $RepresentationID$ and one of"),
        refused(
            "media", "\"$RepresentationID$.m4s\"", "media must have $RepresentationID$ and one"),
        refused("media", "\"$RepresentationID$-$Number$-$Time$\"", "one of $Number$ and $Time$"),
        refused("media", "\"$RepresentationID$$Number$\"", "media: template '$RepresentationID$$N"),
        refused("media", "\"$RepresentationID$-$Number$.m3u8\"", "must not end in .mpd or .m3u8"),
        accepted("media", "\"$RepresentationID$-$Time$.m4s\""),
        refused(
            "timeShiftBufferDepth", "\"PT9.999S\"", "timeShiftBufferDepth must be PT10S to PT7"),
        refused(
            "timeShiftBufferDepth", "\"PT720H0.001S\"", "timeShiftBufferDepth must be PT10S to"),
        refused("timeShiftBufferDepth", "\"two hours\"", "timeShiftBufferDepth"),
        refused("timeShiftBufferDepth", "600", "must be a duration such as 500ms, 30s, 10m, 1h30m"),
        refused("timeShiftBufferDepth", "\"\"", "must be a duration such as 500ms, 30s, 10m"),
        refused("timeShiftBufferDepth", "\"5s1m\"", "must be a duration such as 500ms, 30s, 10m"),
        accepted("timeShiftBufferDepth", "\"10m\""),
        accepted("timeShiftBufferDepth", "\"1h30m\""),
        accepted("timeShiftBufferDepth", "\"PT720H\""),
        refused("startTime", "\"1969-12-31T23:59:59Z\"", INSTANT),
        accepted("startTime", "\"2026-01-01T00:00:00Z\""),
        refused("endTime", "\"2200-01-01T00:00:01Z\"", INSTANT),
        refused("endTime", "\"1970-01-01T00:00:00Z\"", "endTime must be after startTime and avail"),
        accepted("endTime", "\"2026-01-01T00:00:00Z\""),
        refused("representations", "null", "representations must be a list of 1 to 256"),
        refused("representations", "[]", "representations must be a list of 1 to 256"),
        refused("representations", "[null]", "representations must be a list of representations"),
        refused("representations", representations(257), "must be a list of 1 to 256"),
        accepted("representations", representations(256)),
        refused("expectedLatency", "\"-PT1S\"", "expectedLatency must be PT0S to PT10M"),
        refused("expectedLatency", "\"PT10M0.001S\"", "expectedLatency must be PT0S to PT10M"),
        refused("expectedLatency", "\"PT0.0001S\"", "in whole milliseconds"),
        accepted("expectedLatency", "\"PT10M\""),
        refused("patience", "\"-PT1S\"", "patience must be PT0S to PT10M"),
        refused("patience", "\"PT10M0.001S\"", "patience must be PT0S to PT10M"),
        accepted("patience", "\"1s500ms\""),
        accepted("patience", "\"PT10S\""),
        refused("retryDeadline", "\"PT0.999S\"", "retryDeadline must be PT1S to PT10M"),
        refused("retryDeadline", "\"PT10M0.001S\"", "retryDeadline must be PT1S to PT10M"),
        accepted("retryDeadline", "\"PT1S\""),
        refused("incarnation", "-1", "incarnation must be 0 or later"),
        refused("incarnation", "1.5", "incarnation"),
        accepted("incarnation", "1764340000000"),
        refused("pauses", "7", "pauses"),
        refused("pauses", "[null]", "pauses must be a list of at most 64"),
        refused("pauses", pauses(65), "pauses must be a list of at most 64"),
        refused("pauses", "[{}]", "pauses.from must be an instant"),
        refused("pauses", "[{\"from\":\"1969-01-01T00:00:00Z\"}]", "pauses.from" + INSTANT),
        refused("pauses", "[{" + BREAK + ",\"why\":1}]", "why is not a known key"),
        refused(
            "pauses",
            "[{\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\"}]",
            "pauses.to must be after pauses.from"),
        refused(
            "pauses",
            "[{\"from\":\"2026-01-02T00:00:00Z\"},{\"from\":\"2026-01-03T00:00:00Z\"}]",
            "pauses must be in chronological order, each after the end of the previous one"),
        accepted("pauses", "[]"),
        accepted("pauses", pauses(64)),
        refused("fillPatience", "\"-PT1S\"", "fillPatience must be PT0S to PT10M"),
        refused("fillPatience", "\"PT0.0001S\"", "in whole milliseconds"),
        refused("fillPatience", "\"PT9.001S\"", "must be at most retryDeadline - patience, PT9S"),
        accepted("fillPatience", "\"PT9S\""),
        accepted("fillPatience", "\"PT0S\""),
        refused("targetDuration", "\"PT0S\"", "targetDuration must be PT1S to PT10M in whole"),
        refused("targetDuration", "\"PT2.5S\"", "in whole seconds, but is 'PT2.5S'"),
        accepted("targetDuration", "\"PT2S\""),
        refused(
            "fill",
            "\"all\"",
            "fill must be none, or an object with the keys video," + " audio and text"),
        refused(
            "fill",
            "[]",
            "fill must be none, or an object with the keys video, audio" + " and text"),
        refused(
            "fill",
            "{\"image\":\"none\"}",
            "fill must be an object with the keys video," + " audio and text"),
        refused(
            "fill", "{\"video\":\"black\"}", "fill.video must be freeze or none, but is 'black'"),
        refused("fill", "{\"audio\":true}", "fill.audio must be silence or none, but is 'true'"),
        accepted("fill", "\"none\""),
        accepted("fill", "{}"),
        accepted("fill", "{\"video\":\"freeze\",\"audio\":\"none\"}"),
        refused("presentationDelay", "\"-PT1S\"", "presentationDelay must be PT0S to PT10M"),
        refused("presentationDelay", "\"PT10M0.001S\"", "presentationDelay must be PT0S to PT10M"),
        refused("presentationDelay", "\"PT0.0001S\"", "in whole milliseconds"),
        refused("presentationDelay", "\"soon\"", "presentationDelay"),
        accepted("presentationDelay", "\"PT10M\""),
        accepted("presentationDelay", "\"PT0S\""),
        refused("latency", "{}", "latency.target must be a duration such as PT6S"),
        refused("latency", "\"PT6S\"", "such as {target: 6s, min: 4s, max: 10s}"),
        refused(
            "latency", latency("PT11M", "PT1S", "PT5S"), "latency.target must be PT0S to PT10M"),
        refused("latency", latency("PT3S", "PT4S", "PT5S"), "latency.min must be PT0S to PT3S"),
        refused("latency", latency("PT3S", "PT2S", "PT1S"), "latency.max must be PT3S to PT10M"),
        refused("latency", "{\"target\":\"PT3S\",\"mid\":\"PT3S\"}", "mid is not a known key"),
        accepted("latency", "{\"target\":\"PT3S\"}"),
        accepted("latency", latency("3s", "3000ms", "PT3S")),
        refused("playbackRate", "1", "playbackRate"),
        refused("playbackRate", "{\"min\":0.9}", "playbackRate.max must be 1 to 2"),
        refused(
            "playbackRate", rate("0.49", "1"), "playbackRate.min must be 0.5 to 1 with at most"),
        refused("playbackRate", rate("1.1", "1.2"), "playbackRate.min must be 0.5 to 1"),
        refused("playbackRate", rate("1", "2.1"), "playbackRate.max must be 1 to 2"),
        refused("playbackRate", rate("1", "1.0001"), "with at most 3 decimals, but is '1.0001'"),
        accepted("playbackRate", rate("0.5", "2.000")),
        refused("steering", "{}", "steering.serverUri must be a URL such as https://"),
        refused("steering", steering("ftp://x", "a"), "steering.serverUri must be a URL"),
        refused("steering", steering("https://x/\\\"", "a"), "steering.serverUri must be a URL"),
        refused("steering", steering("https://x", "a b"), "steering.pathwayId must be 1 to 64 of"),
        accepted("steering", steering("https://steering.example/acme?x=1", "cdn-a")),
        accepted("steering", "{\"serverUri\":\"http://x\"}"));
  }

  private static String latency(String target, String min, String max) {
    return String.format("{\"target\":\"%s\",\"min\":\"%s\",\"max\":\"%s\"}", target, min, max);
  }

  private static String rate(String min, String max) {
    return "{\"min\":" + min + ",\"max\":" + max + "}";
  }

  private static String steering(String uri, String pathway) {
    return "{\"serverUri\":\"" + uri + "\",\"pathwayId\":\"" + pathway + "\"}";
  }

  private static String pauses(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                String.format(
                    "{\"from\":\"2026-01-02T%1$02d:%2$02d:00Z\",\"to\":\"2026-01-02T%1$02d:%2$02d:30Z\"}",
                    i / 60, i % 60))
        .collect(Collectors.joining(",", "[", "]"));
  }

  static List<Case> representation() {
    return List.of(
        refused("id", "null", "representations.id" + NAME),
        refused("id", "\"v/0\"", "representations.id" + NAME),
        accepted("id", "\"0\""),
        refused("contentType", "null", "representations.v0.contentType must be video, audio or"),
        refused("contentType", "\"image\"", "contentType must be video, audio or text"),
        accepted("contentType", "\"text\""),
        refused("codecs", "null", "representations.v0.codecs must be an RFC 6381 string"),
        refused("codecs", "\"\"", "representations.v0.codecs must be an RFC 6381 string"),
        refused("codecs", "\"avc1,\\\"\"", "representations.v0.codecs must be an RFC 6381 string"),
        refused("codecs", "\"avc1." + "a".repeat(128) + "\"", "representations.v0.codecs must be"),
        accepted("codecs", "\"avc1.64001f, mp4a.40.2\""),
        accepted("codecs", "\"ac-3\""),
        refused("bandwidth", "null", "bandwidth"),
        refused("bandwidth", "0", "representations.v0.bandwidth must be 1 to 1000000000 bit/s"),
        refused("bandwidth", "1000000001", "representations.v0.bandwidth must be 1 to 1000000000"),
        refused("bandwidth", "600000.5", "bandwidth"),
        accepted("bandwidth", "1000000000"),
        refused("width", "0", "representations.v0.width must be 1 to 16384, but is '0'"),
        refused("width", "16385", "representations.v0.width must be 1 to 16384"),
        accepted("width", "16384"),
        refused("height", "0", "representations.v0.height must be 1 to 16384"),
        refused("height", "16385", "representations.v0.height must be 1 to 16384"),
        accepted("height", "1080"),
        refused("frameRate", "\"0\"", "representations.v0.frameRate must be 25, a fraction"),
        refused("frameRate", "\"29.97\"", "representations.v0.frameRate must be 25, a fr"),
        refused("frameRate", "29.97", "but is '29.97'; for 29.97 write 30000/1001"),
        refused("frameRate", "\"30000/0\"", "representations.v0.frameRate must be 25, a"),
        accepted("frameRate", "\"30000/1001\""),
        accepted("frameRate", "\"variable\""),
        refused("audioSamplingRate", "0", "representations.v0.audioSamplingRate must be 1 to 768"),
        refused("audioSamplingRate", "768001", "audioSamplingRate must be 1 to 768000 Hz"),
        accepted("audioSamplingRate", "44100"),
        refused("lang", "\"e\"", "representations.v0.lang must be an RFC 5646 tag"),
        refused("lang", "\"english language\"", "representations.v0.lang must be an RFC 5646 tag"),
        accepted("lang", "\"pt-BR\""),
        refused("mimeType", "\"mp4\"", "representations.v0.mimeType must be a media type"),
        refused("mimeType", "\"video/mp4\\r\\nx: y\"", "representations.v0.mimeType must be a med"),
        accepted("mimeType", "\"video/iso.segment\""),
        refused("timescale", "0", "representations.v0.timescale must be 1 to 100000000"),
        refused("timescale", "100000001", "representations.v0.timescale must be 1 to 100000000"),
        accepted("timescale", "10000000"),
        refused("contentProtection", "[7]", "v0.contentProtection must be objects with a schemeI"),
        refused("contentProtection", "[{}]", "v0.contentProtection must be objects with a schemeI"),
        refused("contentProtection", "[null]", "v0.contentProtection must be objects with a sche"),
        refused("contentProtection", "{}", "contentProtection"),
        accepted("contentProtection", "[{\"schemeIdUri\":\"urn:uuid:x\",\"pssh\":\"AAAA\"}]"),
        refused("role", "\"MAIN\"", "role must be main, alternate, supplementary, commentary, dub"),
        refused("role", "7", "role"),
        refused("role", "\"caption\"", "representations.v0.role 'caption' applies to text, but"),
        accepted("role", "\"main\""),
        accepted("role", "\"sign\""),
        refused("label", "\"\"", "representations.v0.label must be 1 to 128 characters without"),
        refused("label", "\" Main\"", "representations.v0.label must be 1 to 128 characters"),
        refused("label", "\"The \\\"best\\\"\"", "representations.v0.label must be 1 to 128"),
        refused("label", "\"a\\nb\"", "representations.v0.label must be 1 to 128 characters"),
        refused("label", "\"" + "a".repeat(129) + "\"", "representations.v0.label must be 1 to"),
        accepted("label", "\"Kamera \u00e4, n\u00b0 2 \ud83d\ude00 <&>\""),
        refused("accessibility", "\"sign\"", "accessibility"),
        refused("accessibility", "[\"deaf\"]", "accessibility must be description, enhanced-audio"),
        refused(
            "accessibility", "[null]", "representations.v0.accessibility must be a list without"),
        refused(
            "accessibility", "[\"sign\",\"sign\"]", "v0.accessibility must be a list of distin"),
        refused(
            "accessibility",
            "[\"description\"]",
            "v0.accessibility 'description'" + " applies to audio"),
        accepted("accessibility", "[\"sign\"]"),
        accepted("accessibility", "[]"),
        refused("videoRange", "\"sdr\"", "videoRange must be SDR, HLG or PQ, but is 'sdr'"),
        accepted("videoRange", "\"PQ\""),
        refused("supplementalCodecs", "\"dvh1.08.07\"", "must be a codec and a brand such as dvh1"),
        refused("supplementalCodecs", "\"dvh1.08.07/db\"", "must be a codec and a brand such as d"),
        accepted("supplementalCodecs", "\"dvh1.08.07/db4h\""),
        refused("inbandEvents", "{}", "inbandEvents"),
        refused("inbandEvents", "[null]", "v0.inbandEvents must be a list without null values"),
        refused(
            "inbandEvents", "[{}]", "inbandEvents.scheme must be a URI such as urn:scte:scte35"),
        refused("inbandEvents", "[{\"scheme\":\"scte 35\"}]", "inbandEvents.scheme must be a URI"),
        refused(
            "inbandEvents",
            "[{\"scheme\":\"urn:x\",\"value\":\"\"}]",
            "inbandEvents.value must be 1 to 256 characters"),
        refused(
            "inbandEvents",
            "[{\"scheme\":\"urn:x\"},{\"scheme\":\"urn:x\"}]",
            "of distinct values"),
        refused("inbandEvents", events(17), "v0.inbandEvents must be a list of at most 16"),
        accepted("inbandEvents", events(16)));
  }

  /**
   * Returns cases of an audio representation; the other cases are set in a video representation.
   */
  static List<Case> audio() {
    return List.of(
        refused("channels", "0", "representations.a0.channels must be 1 to 24, for example 6"),
        refused("channels", "25", "representations.a0.channels must be 1 to 24, for example 6"),
        refused("channels", "5.1", "channels"),
        refused("videoRange", "\"PQ\"", "representations.a0.videoRange 'PQ' applies to video, but"),
        refused(
            "supplementalCodecs", "\"dvh1.08.07/db4h\"", "' applies to video, but contentType is"),
        accepted("channels", "6"),
        accepted("accessibility", "[\"description\",\"enhanced-audio-intelligibility\"]"));
  }

  private static String events(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"scheme\":\"urn:x\",\"value\":\"" + i + "\"}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  @ParameterizedTest
  @MethodSource("event")
  void eventKey(Case c) {
    ObjectNode json = Samples.minimalEventJson();
    json.set(c.key(), value(c));
    check(json, c);
  }

  @ParameterizedTest
  @MethodSource("representation")
  void representationKey(Case c) {
    ObjectNode json = Samples.minimalEventJson();
    ((ObjectNode) json.get("representations").get(0)).set(c.key(), value(c));
    check(json, c);
  }

  @ParameterizedTest
  @MethodSource("audio")
  void audioKey(Case c) {
    ObjectNode json = Samples.minimalEventJson();
    ((ObjectNode) json.get("representations").get(1)).set(c.key(), value(c));
    check(json, c);
  }

  @Test
  void theNumberOfChannelsIsOfAudio() {
    ObjectNode json = Samples.minimalEventJson();
    ((ObjectNode) json.get("representations").get(0)).put("channels", 2);
    assertThatThrownBy(() -> ControlJson.readOperatorEvent(Samples.bytes(json)))
        .hasMessage(
            "representations.v0.channels '2' applies to audio, but contentType is video;"
                + " leave it out");
  }

  private static void check(ObjectNode json, Case c) {
    if (c.message().isEmpty()) {
      assertThatCode(() -> ControlJson.readOperatorEvent(Samples.bytes(json)))
          .doesNotThrowAnyException();
      assertThat(SCHEMA.errors(json)).isEmpty();
    } else {
      assertThatThrownBy(() -> ControlJson.readOperatorEvent(Samples.bytes(json)))
          .isInstanceOf(OriginException.class)
          .hasMessageContaining(c.key())
          .hasMessageContaining(c.message());
      if (BEYOND_A_SCHEMA.stream().noneMatch(c.message()::contains)) {
        assertThat(SCHEMA.errors(json)).isNotEmpty();
      }
    }
  }

  /** This test fails if a new key has no refused or no accepted value here. */
  @Test
  void everyKeyHasARefusedAndAnAcceptedValue() {
    assertThat(keys(event(), true)).isEqualTo(components(EventDefinition.class));
    assertThat(keys(event(), false)).isEqualTo(components(EventDefinition.class));
    List<Case> representation = Stream.concat(representation().stream(), audio().stream()).toList();
    assertThat(keys(representation, true)).isEqualTo(components(Representation.class));
    assertThat(keys(representation, false)).isEqualTo(components(Representation.class));
    String durations = event().stream().map(Case::message).collect(Collectors.joining("\n"));
    assertThat(components(SegmentDuration.class))
        .allSatisfy(key -> assertThat(durations).contains("segmentDuration." + key));
  }

  private static Set<String> keys(List<Case> cases, boolean refused) {
    return cases.stream()
        .filter(c -> c.message().isEmpty() != refused)
        .map(Case::key)
        .collect(Collectors.toSet());
  }

  private static Set<String> components(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.toSet());
  }

  private static JsonNode value(Case c) {
    return tree(c.value());
  }

  private static JsonNode tree(String json) {
    return Samples.tree(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String duration(long duration, long timescale) {
    return "{\"duration\":" + duration + ",\"timescale\":" + timescale + "}";
  }

  private static String names(int count) {
    return Stream.iterate(0, i -> i + 1)
        .limit(count)
        .map(i -> "\"p" + i + "\"")
        .toList()
        .toString();
  }

  private static String representations(int count) {
    return Stream.iterate(0, i -> i + 1)
        .limit(count)
        .map(i -> representation("r" + i))
        .toList()
        .toString();
  }

  private static String representation(String id) {
    return "{\"id\":\"" + id + "\",\"contentType\":\"video\",\"codecs\":\"avc1\",\"bandwidth\":1}";
  }
}
