package io.liveorigin.media.inspect;

import static java.util.Map.entry;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that an init segment is of the kind that the event declares. The handler of a track must
 * fit contentType, the sample entries of all video and audio must be of a family of {@code codecs}
 * (RFC 6381), and there may be no more such tracks than declared codecs, because a browser refuses
 * tracks that were not declared. Profiles and levels are not compared. If a declared code is not
 * known here, nothing is judged.
 */
final class DeclaredCodecs {
  /** Codec families by code: one decoder takes all codes of a family. */
  private static final Map<String, String> FAMILIES =
      Map.ofEntries(
          entry("avc1", "avc"),
          entry("avc2", "avc"),
          entry("avc3", "avc"),
          entry("avc4", "avc"),
          entry("dva1", "avc"),
          entry("dvav", "avc"),
          entry("hvc1", "hevc"),
          entry("hev1", "hevc"),
          entry("hvc2", "hevc"),
          entry("hev2", "hevc"),
          entry("dvh1", "hevc"),
          entry("dvhe", "hevc"),
          entry("av01", "av1"),
          entry("dav1", "av1"),
          entry("vp08", "vp8"),
          entry("vp09", "vp9"),
          entry("mp4v", "mp4v"),
          entry("mp4a", "mp4a"),
          entry("ac-3", "ac-3"),
          entry("ec-3", "ec-3"),
          entry("ac-4", "ac-4"),
          entry("opus", "opus"),
          entry("flac", "flac"),
          entry("stpp", "stpp"),
          entry("wvtt", "wvtt"));

  /** {@code mp4a} with an object type other than AAC's may stand for AC-3, Opus and others. */
  private static final String OBJECT_TYPE = "mp4a.";

  private static final String AAC = "mp4a.40";
  private static final String MP4A = "mp4a";

  private DeclaredCodecs() {}

  static Optional<Defect> mismatch(InitFacts init, Representation declared, DefectSource source) {
    ContentType type = declared.contentType();
    if (init.tracks().stream().noneMatch(t -> fits(type, t))) {
      return Optional.of(defect("handler", init.tracks().get(0).handler(), type.wire(), source));
    }
    List<Optional<String>> families = families(declared.codecs());
    if (families.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    List<InitTrack> judged =
        init.tracks().stream().filter(t -> fits(type, t) || t.audioOrVideo()).toList();
    Optional<Defect> codec =
        judged.stream()
            .flatMap(track -> track.entries().stream())
            .filter(entry -> !isAmong(families, entry))
            .findFirst()
            .map(entry -> defect("codec", entry.codec(), declared.codecs(), source));
    return codec.isPresent() || judged.size() <= families.size()
        ? codec
        : Optional.of(defect("tracks", String.valueOf(judged.size()), declared.codecs(), source));
  }

  /** Whether an entry is of one of the families; an unknown code is of none. */
  private static boolean isAmong(List<Optional<String>> families, SampleEntry entry) {
    return entry.codec().startsWith(AAC) || entry.codec().equals(MP4A)
        ? families.contains(Optional.of(MP4A))
        : family(entry.format()).filter(f -> !f.equals(MP4A)).isPresent()
            && families.contains(family(entry.format()));
  }

  /** Whether a track is of that content type. */
  static boolean fits(ContentType type, InitTrack track) {
    boolean video = track.handler().equals("vide");
    boolean audio = track.handler().equals("soun");
    return switch (type) {
      case VIDEO -> video;
      case AUDIO -> audio;
      // text, subt, sbtl, clcp, meta: packagers differ.
      case TEXT -> !video && !audio;
    };
  }

  private static List<Optional<String>> families(String codecs) {
    return List.of(codecs.split(", ?")).stream().map(DeclaredCodecs::declaredFamily).toList();
  }

  private static Optional<String> declaredFamily(String codec) {
    if (codec.startsWith(OBJECT_TYPE) && !codec.startsWith(AAC)) {
      return Optional.empty();
    }
    int dot = codec.indexOf('.');
    return family(dot < 0 ? codec : codec.substring(0, dot));
  }

  private static Optional<String> family(String code) {
    return Optional.ofNullable(FAMILIES.get(code.toLowerCase(Locale.ROOT)));
  }

  private static Defect defect(String reason, String found, String declared, DefectSource source) {
    return Defect.of(
        DefectKind.CODEC_MISMATCH,
        source,
        Map.of("reason", reason, "found", found, "declared", declared));
  }
}
