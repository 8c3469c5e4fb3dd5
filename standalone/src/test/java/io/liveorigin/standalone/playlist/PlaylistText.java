package io.liveorigin.standalone.playlist;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A media playlist, read by RFC 8216bis (4.4) and by nothing of ours. What is in an attribute list
 * that nobody here asks for is passed over.
 *
 * @param header tags of the playlist as a whole, by name; those that are none of a segment
 * @param skipped segments that EXT-X-SKIP stands for (4.4.5.2); 0 in a full list
 * @param segments those that are there
 * @param ended whether EXT-X-ENDLIST is there
 * @param faults what no playlist may have
 */
public record PlaylistText(
    Map<String, String> header,
    int skipped,
    List<ListedSegment> segments,
    boolean ended,
    List<String> faults) {
  public static final String TARGET_DURATION = "#EXT-X-TARGETDURATION";
  static final String MEDIA_SEQUENCE = "#EXT-X-MEDIA-SEQUENCE";
  static final String DISCONTINUITY_SEQUENCE = "#EXT-X-DISCONTINUITY-SEQUENCE";

  private static final Pattern ATTRIBUTE = Pattern.compile("([A-Z0-9-]+)=(\"[^\"]*\"|[^,]*)");

  public PlaylistText {
    header = Map.copyOf(header);
    segments = List.copyOf(segments);
    faults = List.copyOf(faults);
  }

  /** Reads; what is wrong is in {@link #faults}. */
  public static PlaylistText read(String text) {
    return new Reader().read(text);
  }

  /** A decimal-integer of the header, or that default (4.2). */
  public long number(String tag, long absent) {
    return header.containsKey(tag) ? Long.parseLong(header.get(tag)) : absent;
  }

  /** An attribute of a tag of the header. */
  public Optional<String> attribute(String tag, String name) {
    return Optional.ofNullable(attributes(header.getOrDefault(tag, "")).get(name));
  }

  /** Media sequence number of the first segment, skipped ones included. */
  public long mediaSequence() {
    return number(MEDIA_SEQUENCE, 0);
  }

  /** Media sequence number of the last segment. */
  public long last() {
    return mediaSequence() + skipped + segments.size() - 1;
  }

  private static Map<String, String> attributes(String list) {
    Map<String, String> attributes = new HashMap<>();
    Matcher matcher = ATTRIBUTE.matcher(list);
    while (matcher.find()) {
      attributes.put(matcher.group(1), matcher.group(2).replace("\"", ""));
    }
    return attributes;
  }

  private static final class Reader {
    private final Map<String, String> header = new LinkedHashMap<>();
    private final List<ListedSegment> segments = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int skipped;
    private boolean ended;
    private long discontinuity;
    private boolean tagged;
    private boolean gap;
    private Optional<String> map = Optional.empty();
    private Optional<Instant> date = Optional.empty();
    private Optional<String> extinf = Optional.empty();

    PlaylistText read(String text) {
      if (!text.startsWith("#EXTM3U\n")) {
        faults.add("it does not begin with #EXTM3U (4.4.1.1)");
      }
      text.lines().skip(1).filter(line -> !line.isBlank()).forEach(this::line);
      if (!header.containsKey(TARGET_DURATION)) {
        faults.add("EXT-X-TARGETDURATION is not there (4.4.3.1)");
      }
      return new PlaylistText(header, skipped, segments, ended, faults);
    }

    private void line(String line) {
      if (!line.startsWith("#")) {
        segment(line);
        return;
      }
      int colon = line.indexOf(':');
      String tag = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      switch (tag) {
        case "#EXTINF" -> extinf = Optional.of(value.replaceAll(",.*", ""));
        case "#EXT-X-DISCONTINUITY" -> {
          tagged = true;
          discontinuity++;
        }
        case "#EXT-X-GAP" -> gap = true;
        case "#EXT-X-MAP" -> map = Optional.ofNullable(attributes(value).get("URI"));
        case "#EXT-X-PROGRAM-DATE-TIME" ->
            date = Optional.of(OffsetDateTime.parse(value).toInstant());
        case "#EXT-X-ENDLIST" -> ended = true;
        case "#EXT-X-SKIP" -> skipped = Integer.parseInt(attributes(value).get("SKIPPED-SEGMENTS"));
        default -> header(tag, value);
      }
    }

    private void header(String tag, String value) {
      if (header.put(tag, value) != null) {
        faults.add(tag + " is there twice (4.4.3)");
      }
      if (tag.equals(MEDIA_SEQUENCE) && !segments.isEmpty()) {
        faults.add("EXT-X-MEDIA-SEQUENCE is behind a segment (4.4.3.2)");
      }
      if (tag.equals(DISCONTINUITY_SEQUENCE)) {
        if (!segments.isEmpty() || tagged) {
          faults.add(
              "EXT-X-DISCONTINUITY-SEQUENCE is behind a segment or a discontinuity (4.4.3.3)");
        }
        discontinuity += Long.parseLong(value);
      }
    }

    private void segment(String uri) {
      if (extinf.isEmpty()) {
        faults.add("no EXTINF for " + uri + " (4.4.4.1)");
      }
      long first = Long.parseLong(header.getOrDefault(MEDIA_SEQUENCE, "0"));
      segments.add(
          new ListedSegment(
              first + skipped + segments.size(),
              discontinuity,
              tagged,
              map,
              date,
              gap,
              extinf.orElse("0"),
              uri));
      tagged = false;
      gap = false;
      date = Optional.empty();
      extinf = Optional.empty();
    }
  }
}
