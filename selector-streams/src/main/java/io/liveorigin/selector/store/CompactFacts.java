package io.liveorigin.selector.store;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.InitSetup;
import io.liveorigin.contract.segment.ProducerTimeType;
import io.liveorigin.contract.segment.TrackFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Facts and defects in the compact form; part of {@link CompactCandidates}. */
final class CompactFacts {
  private static final int PRODUCER_TIME = 1;
  private static final int SETUP = 2;
  private static final int INHERITS = 4;
  private static final int DECLARED = 8;
  private static final int EDITS = 16;
  private static final int PRESENTATION_OFFSETS = 32;

  /** No bytes follow for these two: an earlier node, which does not know the type, ignores them. */
  private static final int PRODUCER_ENCODER = 64;

  private static final int PRODUCER_CAPTURED = 128;

  /** Bytes of a fingerprint, which has two characters for each byte. */
  private static final int FINGERPRINT_BYTES = 8;

  private static final int TEXT = 0;
  private static final int NUMBER = 1;
  private static final int TRUE = 2;
  private static final int FALSE = 3;

  private CompactFacts() {}

  static void write(CompactWriter out, Facts facts) {
    boolean offsets = facts.tracks().stream().anyMatch(t -> t.presentationOffset() != 0);
    out.octet(
        (facts.producerTime().isPresent() ? PRODUCER_TIME : 0)
            | (facts.setup().isPresent() ? SETUP : 0)
            | (facts.inheritsDefaults() ? INHERITS : 0)
            | (facts.declared() ? DECLARED : 0)
            | (facts.setup().flatMap(InitSetup::edits).isPresent() ? EDITS : 0)
            | (offsets ? PRESENTATION_OFFSETS : 0)
            | facts.producerTimeType().map(CompactFacts::flag).orElse(0));
    out.unsigned(facts.tracks().size());
    for (TrackFacts track : facts.tracks()) {
      out.signed(track.trackId());
      out.signed(track.timescale());
      out.signed(track.decodeTime());
      out.signed(track.samples());
      out.signed(track.duration());
      out.signed(track.sampleDuration());
      out.octet(track.startsWithSync() ? 1 : 0);
      if (offsets) {
        out.signed(track.presentationOffset());
      }
    }
    out.text(String.join(" ", facts.brands()));
    out.signed(facts.fragments());
    facts.producerTime().ifPresent(out::signed);
    facts
        .setup()
        .ifPresent(
            setup -> {
              out.bytes(HexFormat.of().parseHex(setup.decoder()));
              out.bytes(HexFormat.of().parseHex(setup.defaults()));
              setup.edits().ifPresent(edits -> out.bytes(HexFormat.of().parseHex(edits)));
            });
  }

  static Facts read(CompactReader in) {
    int flags = in.octet();
    int count = in.count();
    List<TrackFacts> tracks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      tracks.add(
          new TrackFacts(
              in.signed(),
              in.signed(),
              in.signed(),
              in.signed(),
              in.signed(),
              in.signed(),
              in.octet() == 1,
              (flags & PRESENTATION_OFFSETS) == 0 ? 0 : in.signed()));
    }
    String brands = in.text();
    int fragments = (int) in.signed();
    OptionalLong producerTime =
        (flags & PRODUCER_TIME) == 0 ? OptionalLong.empty() : OptionalLong.of(in.signed());
    Optional<InitSetup> setup =
        (flags & SETUP) == 0
            ? Optional.empty()
            : Optional.of(
                new InitSetup(
                    fingerprint(in),
                    fingerprint(in),
                    (flags & EDITS) == 0 ? Optional.empty() : Optional.of(fingerprint(in))));
    return new Facts(
        tracks,
        brands.isEmpty() ? List.of() : List.of(brands.split(" ")),
        fragments,
        producerTime,
        setup,
        (flags & INHERITS) != 0,
        (flags & DECLARED) != 0,
        Arrays.stream(ProducerTimeType.values())
            .filter(type -> (flags & flag(type)) != 0)
            .findFirst());
  }

  private static int flag(ProducerTimeType type) {
    return switch (type) {
      case ENCODER -> PRODUCER_ENCODER;
      case CAPTURED -> PRODUCER_CAPTURED;
    };
  }

  private static String fingerprint(CompactReader in) {
    return HexFormat.of().formatHex(in.bytes(FINGERPRINT_BYTES));
  }

  static void write(CompactWriter out, List<Defect> defects) {
    out.unsigned(defects.size());
    for (Defect defect : defects) {
      out.text(defect.name());
      out.octet(code(defect.source()));
      out.unsigned(defect.parameters().size());
      defect.parameters().forEach((key, value) -> parameter(out, key, value));
    }
  }

  private static void parameter(CompactWriter out, String key, Object value) {
    out.text(key);
    if (value instanceof Long number) {
      out.octet(NUMBER);
      out.signed(number);
    } else if (value instanceof Boolean is) {
      out.octet(is ? TRUE : FALSE);
    } else {
      out.octet(TEXT);
      out.text((String) value);
    }
  }

  static List<Defect> readDefects(CompactReader in) {
    int count = in.count();
    List<Defect> defects = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = in.text();
      DefectSource source = source(in.octet());
      int size = in.count();
      Map<String, Object> parameters = new TreeMap<>();
      for (int j = 0; j < size; j++) {
        parameters.put(in.text(), value(in));
      }
      defects.add(new Defect(name, parameters, source));
    }
    return defects;
  }

  private static Object value(CompactReader in) {
    int type = in.octet();
    return switch (type) {
      case TEXT -> in.text();
      case NUMBER -> in.signed();
      case TRUE -> true;
      case FALSE -> false;
      default -> throw CompactReader.damaged("has a parameter of the unknown type " + type);
    };
  }

  /** The stored code. It is not the ordinal, which may change. */
  private static int code(DefectSource source) {
    return switch (source) {
      case PACKAGER -> 0;
      case INGEST -> 1;
      case SELECTOR -> 2;
    };
  }

  private static DefectSource source(int code) {
    return switch (code) {
      case 0 -> DefectSource.PACKAGER;
      case 1 -> DefectSource.INGEST;
      case 2 -> DefectSource.SELECTOR;
      default -> throw CompactReader.damaged("has a defect of the unknown source " + code);
    };
  }
}
