package io.liveorigin.contract.wire;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.TrackFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Facts as a structured-field list: one {@code track} member a track, then one {@code segment}
 * member, for example {@code track;id=1;timescale=12800;decode-time=640;samples=50;duration=25600;
 * sync, segment;fragments=1;brands="msdh msix"}.
 */
public final class FactsField {
  /** Largest integer of RFC 9651, section 3.3.1. Larger decode times are written as strings. */
  private static final long MAX_INTEGER = 999_999_999_999_999L;

  private FactsField() {}

  public static String write(Facts facts) {
    List<StructuredText.Member> members = new ArrayList<>(facts.tracks().size() + 1);
    for (TrackFacts track : facts.tracks()) {
      Map<String, Object> p = new LinkedHashMap<>();
      p.put("id", integer(track.trackId()));
      p.put("timescale", integer(track.timescale()));
      p.put("decode-time", integer(track.decodeTime()));
      p.put("samples", integer(track.samples()));
      p.put("duration", integer(track.duration()));
      p.put("sync", track.startsWithSync());
      members.add(new StructuredText.Member("track", p));
    }
    Map<String, Object> p = new LinkedHashMap<>();
    p.put("fragments", (long) facts.fragments());
    p.put("brands", String.join(" ", facts.brands()));
    members.add(new StructuredText.Member("segment", p));
    return StructuredText.write(members);
  }

  public static Facts read(String text) {
    List<TrackFacts> tracks = new ArrayList<>();
    List<String> brands = List.of();
    int fragments = 0;
    for (StructuredText.Member member : StructuredText.read(text)) {
      Map<String, Object> p = member.parameters();
      if (member.token().equals("track")) {
        tracks.add(
            new TrackFacts(
                number(p, "id"),
                number(p, "timescale"),
                number(p, "decode-time"),
                number(p, "samples"),
                number(p, "duration"),
                Boolean.TRUE.equals(p.get("sync"))));
      } else if (member.token().equals("segment")) {
        fragments = (int) Math.max(0, Math.min(Integer.MAX_VALUE, number(p, "fragments")));
        brands = p.get("brands") instanceof String joined ? List.of(joined.split(" ")) : List.of();
      }
    }
    return new Facts(tracks, brands, fragments);
  }

  private static Object integer(long value) {
    return value >= -MAX_INTEGER && value <= MAX_INTEGER ? (Object) value : Long.toString(value);
  }

  private static long number(Map<String, Object> parameters, String key) {
    Object value = parameters.get(key);
    try {
      if (value instanceof Long number) {
        return number;
      }
      if (value instanceof String text) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException e) {
      throw new OriginException(
          ErrorCode.MALFORMED_HEADER, "facts." + key + " must be an integer, but is " + value, e);
    }
    throw new OriginException(
        ErrorCode.MALFORMED_HEADER, "facts." + key + " must be an integer, but is " + value);
  }
}
