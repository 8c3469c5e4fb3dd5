package io.liveorigin.media.inspect;

import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares an init segment with the declaration of the event, and so with the MPD. It reports
 * {@code declaration-mismatch} with {@code attribute}, {@code found} and {@code declared}, one for
 * each attribute that differs. Attributes that are not declared, or that the init segment does not
 * state, are not compared. Pure.
 */
final class DeclarationCheck {
  /** Some packagers write whole macroblocks, 1088 for 1080; no two renditions are that close. */
  private static final int MACROBLOCK = 16;

  private DeclarationCheck() {}

  /**
   * @param timeInUrls whether URLs have {@code $Time$}, in ticks of the declared timescale
   */
  static List<Defect> mismatches(
      InitFacts init, Representation declared, boolean timeInUrls, DefectSource source) {
    List<Defect> found = new ArrayList<>();
    for (InitTrack track : init.tracks()) {
      if (found.isEmpty() && DeclaredCodecs.fits(declared.contentType(), track)) {
        resolution(track, declared, source).ifPresent(found::add);
        samplingRate(track, declared, source).ifPresent(found::add);
        declared
            .timescale()
            .filter(timescale -> timeInUrls && timescale != track.timescale())
            .map(t -> defect("timescale", track.timescale(), t, source))
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<Defect> resolution(
      InitTrack track, Representation declared, DefectSource source) {
    if (declared.width().isEmpty() && declared.height().isEmpty()) {
      return Optional.empty();
    }
    return track.entries().stream()
        .filter(entry -> entry.width() > 0 && entry.height() > 0)
        .filter(entry -> !agrees(entry, declared))
        .findFirst()
        .map(
            entry ->
                defect(
                    "resolution",
                    entry.width() + "x" + entry.height(),
                    side(declared.width()) + "x" + side(declared.height()),
                    source));
  }

  /** Whether the resolutions agree; for anamorphic video, either width may be meant. */
  private static boolean agrees(SampleEntry entry, Representation declared) {
    return (near(declared.width(), entry.width()) || near(declared.width(), entry.displayWidth()))
        && near(declared.height(), entry.height());
  }

  private static boolean near(Optional<Integer> declared, int found) {
    return declared.isEmpty() || Math.abs(declared.get() - found) < MACROBLOCK;
  }

  private static String side(Optional<Integer> declared) {
    return declared.map(String::valueOf).orElse("?");
  }

  /**
   * Compares the sampling rate. For a stream with spectral band replication, the rates of the core
   * and of the output are both right.
   */
  private static Optional<Defect> samplingRate(
      InitTrack track, Representation declared, DefectSource source) {
    if (declared.audioSamplingRate().isEmpty() || track.entries().isEmpty()) {
      return Optional.empty();
    }
    List<Integer> rates =
        track
            .audio()
            .map(AudioSetup::rates)
            .orElseGet(() -> track.samplingRate() > 0 ? List.of(track.samplingRate()) : List.of());
    int expected = declared.audioSamplingRate().get();
    return rates.isEmpty() || rates.contains(expected)
        ? Optional.empty()
        : Optional.of(defect("audioSamplingRate", rates.get(0), expected, source));
  }

  private static Defect defect(
      String attribute, Object found, Object declared, DefectSource source) {
    return Defect.of(
        DefectKind.DECLARATION_MISMATCH,
        source,
        Map.of(
            "attribute",
            attribute,
            "found",
            String.valueOf(found),
            "declared",
            String.valueOf(declared)));
  }
}
