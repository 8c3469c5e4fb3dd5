package io.liveorigin.serving.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A media playlist as a client reads it, held against what RFC 8216bis asks of its text. It shares
 * no code with the writer.
 *
 * @param skipped how many segments a delta update leaves out
 */
record ParsedPlaylist(
    long targetDuration,
    long mediaSequence,
    long discontinuitySequence,
    long skipped,
    boolean ended,
    String header,
    List<Segment> segments) {

  /**
   * One segment with all that applies to it.
   *
   * @param discontinuities its discontinuity sequence number; in a delta update counted from the
   *     first segment that is there
   * @param map URI of its init segment; empty where a delta update left it out
   */
  record Segment(
      long number,
      long discontinuities,
      boolean tagged,
      Optional<String> map,
      Instant date,
      BigDecimal duration,
      boolean gap,
      String uri) {}

  private static final List<String> ORDER =
      List.of(
          "#EXT-X-DISCONTINUITY",
          "#EXT-X-MAP",
          "#EXT-X-PROGRAM-DATE-TIME",
          "#EXT-X-GAP",
          "#EXTINF");
  private static final List<String> HEADER =
      List.of(
          "#EXT-X-VERSION",
          "#EXT-X-TARGETDURATION",
          "#EXT-X-SERVER-CONTROL",
          "#EXT-X-MEDIA-SEQUENCE",
          "#EXT-X-DISCONTINUITY-SEQUENCE",
          "#EXT-X-INDEPENDENT-SEGMENTS");

  private static final List<String> VIEW =
      List.of(
          "#EXT-X-PLAYLIST-TYPE:EVENT", "#EXT-X-PLAYLIST-TYPE:VOD", "#EXT-X-START:TIME-OFFSET=0");

  static ParsedPlaylist of(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    assertThat(text).endsWith("\n").doesNotContain("\r", "\n\n", "\ufeff");
    List<String> lines = text.lines().toList();
    assertThat(lines.get(0)).isEqualTo("#EXTM3U");
    Map<String, String> header = new HashMap<>();
    Map<String, String> tags = new HashMap<>();
    List<Segment> segments = new ArrayList<>();
    long skipped = 0;
    long discontinuities = 0;
    int order = -1;
    Optional<String> map = Optional.empty();
    boolean ended = false;
    List<String> ofView = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      assertThat(ended).as("nothing follows the end").isFalse();
      String name = line.replaceAll(":.*", "");
      String value = line.contains(":") ? line.substring(line.indexOf(':') + 1) : "";
      if (HEADER.contains(name)) {
        assertThat(segments).as("a header tag after segments").isEmpty();
        assertThat(skipped).isZero();
        assertThat(header.put(name, value)).as(name + " twice").isNull();
        discontinuities = name.equals(HEADER.get(4)) ? Long.parseLong(value) : discontinuities;
      } else if (name.equals("#EXT-X-SKIP")) {
        assertThat(segments).isEmpty();
        skipped = Long.parseLong(value.replace("SKIPPED-SEGMENTS=", ""));
        assertThat(skipped).isPositive();
      } else if (VIEW.contains(line)) {
        assertThat(segments).as("a header tag after segments").isEmpty();
        ofView.add(line);
      } else if (name.equals("#EXT-X-ENDLIST")) {
        ended = true;
      } else if (line.startsWith("#")) {
        assertThat(ORDER).as("unknown tag").contains(name);
        assertThat(ORDER.indexOf(name)).as("order of " + line).isGreaterThan(order);
        order = ORDER.indexOf(name);
        tags.put(name, value);
      } else {
        assertThat(header.keySet()).containsAll(HEADER);
        boolean tagged = tags.containsKey(ORDER.get(0));
        discontinuities += tagged ? 1 : 0;
        if (tags.containsKey(ORDER.get(1))) {
          assertThat(tags.get(ORDER.get(1))).matches("URI=\"[^\"]+\"");
          map = Optional.of(tags.get(ORDER.get(1)).replaceAll("URI=\"(.*)\"", "$1"));
        }
        assertThat(!tagged || tags.containsKey(ORDER.get(1))).as("MAP after the tag").isTrue();
        assertThat(map.isPresent() || skipped > 0).as("an init segment").isTrue();
        assertThat(tags.get(ORDER.get(4))).matches("[0-9]+\\.[0-9]{6},");
        assertThat(tags.get(ORDER.get(2))).matches("[0-9-]{10}T[0-9:]{8}\\.[0-9]{3}Z");
        segments.add(
            new Segment(
                Long.parseLong(header.get(HEADER.get(3))) + skipped + segments.size(),
                discontinuities,
                tagged,
                map,
                Instant.parse(tags.get(ORDER.get(2))),
                new BigDecimal(tags.get(ORDER.get(4)).replace(",", "")),
                tags.containsKey(ORDER.get(3)),
                line));
        tags.clear();
        order = -1;
      }
    }
    assertThat(tags).as("tags of no segment").isEmpty();
    ParsedPlaylist parsed =
        new ParsedPlaylist(
            Long.parseLong(header.get(HEADER.get(1))),
            Long.parseLong(header.get(HEADER.get(3))),
            Long.parseLong(header.get(HEADER.get(4))),
            skipped,
            ended,
            text.substring(0, text.indexOf("#EXT-X-INDEPENDENT-SEGMENTS")),
            List.copyOf(segments));
    parsed.check(header);
    assertThat(ofView).as("each once, the type first").isSorted().doesNotHaveDuplicates();
    assertThat(ofView.contains(VIEW.get(1)) && !ended).as("VOD goes on").isFalse();
    assertThat(ofView.contains(VIEW.get(0)) && ended).as("an end of EVENT").isFalse();
    return parsed;
  }

  private void check(Map<String, String> header) {
    assertThat(header.get(HEADER.get(0))).isEqualTo("9");
    assertThat(header.get(HEADER.get(2)))
        .as("4.4.3.8: at least 3 and 6 target durations")
        .isEqualTo(
            "CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=%d,HOLD-BACK=%d"
                .formatted(6 * targetDuration, 3 * targetDuration));
    assertThat(segments).isNotEmpty();
    assertThat(skipped > 0 || !segments.get(0).gap()).as("begins with media").isTrue();
    Optional<Segment> before = Optional.empty();
    for (Segment segment : segments) {
      assertThat(segment.duration().setScale(0, RoundingMode.HALF_UP))
          .as("4.4.3.1")
          .isLessThanOrEqualTo(BigDecimal.valueOf(targetDuration));
      assertThat(segment.duration()).isPositive();
      before.ifPresent(b -> assertThat(segment.date()).isAfter(b.date()));
      before = Optional.of(segment);
    }
  }

  /** What a client has that applies this delta update to the list that it had (6.3.7). */
  ParsedPlaylist appliedTo(ParsedPlaylist earlier) {
    List<Segment> all = new ArrayList<>();
    Map<Long, Segment> known = new HashMap<>();
    earlier.segments().forEach(segment -> known.put(segment.number(), segment));
    for (long number = mediaSequence; number < mediaSequence + skipped; number++) {
      assertThat(known).as("what is skipped is known").containsKey(number);
      all.add(known.get(number));
    }
    Segment last = all.get(all.size() - 1);
    long missed = last.discontinuities() - discontinuitySequence;
    for (Segment segment : segments) {
      all.add(
          new Segment(
              segment.number(),
              segment.discontinuities() + missed,
              segment.tagged(),
              segment.map().or(last::map),
              segment.date(),
              segment.duration(),
              segment.gap(),
              segment.uri()));
    }
    return new ParsedPlaylist(
        targetDuration, mediaSequence, discontinuitySequence, 0, ended, header, all);
  }

  /** What an update may change and what not (6.2.1, 6.2.2). Both are full lists. */
  void requireToFollow(ParsedPlaylist earlier) {
    assertThat(earlier.ended()).as("nothing follows the end").isFalse();
    assertThat(targetDuration).isEqualTo(earlier.targetDuration());
    assertThat(mediaSequence).isGreaterThanOrEqualTo(earlier.mediaSequence());
    assertThat(discontinuitySequence).isGreaterThanOrEqualTo(earlier.discontinuitySequence());
    Map<Long, Segment> now = new HashMap<>();
    segments.forEach(segment -> now.put(segment.number(), segment));
    long left = 0;
    for (Segment segment : earlier.segments()) {
      if (segment.number() < mediaSequence) {
        left += segment.tagged() ? 1 : 0;
      } else {
        assertThat(now.get(segment.number())).as("what was listed stays").isEqualTo(segment);
      }
    }
    boolean overlaps = now.containsKey(earlier.last().number());
    if (overlaps) {
      assertThat(discontinuitySequence).isEqualTo(earlier.discontinuitySequence() + left);
    }
    assertThat(last().number()).isGreaterThanOrEqualTo(earlier.last().number());
  }

  Segment last() {
    return segments.get(segments.size() - 1);
  }
}
