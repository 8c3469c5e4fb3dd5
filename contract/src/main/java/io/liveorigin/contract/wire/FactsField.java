package io.liveorigin.contract.wire;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.InitSetup;
import io.liveorigin.contract.segment.ProducerTimeType;
import io.liveorigin.contract.segment.TrackFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Facts as a structured-field list: one {@code track} member per track, then one {@code segment}
 * member, for example {@code track;id=1;timescale=12800;decode-time=640;samples=50;duration=25600;
 * sample-duration=512;sync, segment;fragments=1;brands="msdh msix"}. Later versions may add
 * parameters. A reader ignores those that it does not know, and a missing one has its default.
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
      p.put("sample-duration", integer(track.sampleDuration()));
      p.put("sync", track.startsWithSync());
      if (track.presentationOffset() != 0) {
        p.put("presentation-offset", integer(track.presentationOffset()));
      }
      members.add(new StructuredText.Member("track", p));
    }
    Map<String, Object> p = new LinkedHashMap<>();
    p.put("fragments", (long) facts.fragments());
    p.put("brands", String.join(" ", facts.brands()));
    facts.producerTime().ifPresent(time -> p.put("producer-time", integer(time)));
    facts.producerTimeType().ifPresent(type -> p.put("producer-time-type", type.wire()));
    facts
        .setup()
        .ifPresent(
            setup -> {
              p.put("setup", setup.decoder());
              p.put("defaults", setup.defaults());
              setup.edits().ifPresent(edits -> p.put("edits", edits));
            });
    if (facts.inheritsDefaults()) {
      p.put("inherits", true);
    }
    if (facts.declared()) {
      p.put("declared", true);
    }
    members.add(new StructuredText.Member("segment", p));
    return StructuredText.write(members);
  }

  public static Facts read(String text) {
    List<TrackFacts> tracks = new ArrayList<>();
    Map<String, Object> segment = Map.of();
    for (StructuredText.Member member : StructuredText.read(text, MemberSplitter.RECORDED)) {
      Map<String, Object> p = member.parameters();
      if (member.token().equals("track")) {
        tracks.add(
            new TrackFacts(
                number(p, "id"),
                number(p, "timescale"),
                number(p, "decode-time"),
                number(p, "samples"),
                number(p, "duration"),
                p.containsKey("sample-duration") ? number(p, "sample-duration") : 0,
                Boolean.TRUE.equals(p.get("sync")),
                p.containsKey("presentation-offset") ? number(p, "presentation-offset") : 0));
      } else if (member.token().equals("segment")) {
        segment = p;
      }
    }
    return facts(tracks, segment);
  }

  private static Facts facts(List<TrackFacts> tracks, Map<String, Object> p) {
    if (p.isEmpty()) {
      return new Facts(tracks, List.of(), 0);
    }
    return new Facts(
        tracks,
        p.get("brands") instanceof String joined ? brands(joined) : List.of(),
        (int) Math.max(0, Math.min(Integer.MAX_VALUE, number(p, "fragments"))),
        p.containsKey("producer-time")
            ? OptionalLong.of(number(p, "producer-time"))
            : OptionalLong.empty(),
        p.get("setup") instanceof String decoder && p.get("defaults") instanceof String defaults
            ? Optional.of(
                new InitSetup(
                    decoder,
                    defaults,
                    p.get("edits") instanceof String edits ? Optional.of(edits) : Optional.empty()))
            : Optional.empty(),
        Boolean.TRUE.equals(p.get("inherits")),
        Boolean.TRUE.equals(p.get("declared")),
        p.get("producer-time-type") instanceof String type
            ? ProducerTimeType.ofWire(type)
            : Optional.empty());
  }

  /** Reads no more brands than are kept, because a field of single letters could hold thousands. */
  private static List<String> brands(String joined) {
    return Arrays.stream(joined.split(" ", Facts.MAX_BRANDS + 1)).limit(Facts.MAX_BRANDS).toList();
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
