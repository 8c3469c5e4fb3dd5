package io.liveorigin.standalone.packagers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.standalone.packagers.Source.Encoder;
import io.liveorigin.standalone.players.NeedsPlayers;
import io.liveorigin.standalone.support.NeedsFfmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant: a browser plays segment, filler, segment as one piece, without an error, and takes an
 * empty filler for what it is: nothing, between what is before and after it. Of codecs that the
 * browser does not have it says so.
 */
@NeedsFfmpeg
@NeedsPlayers
class FillersBrowserIT {
  private static final int SEGMENTS = 5;

  /** Segments begin up to a frame of audio off, and the reorder delay moves pictures. */
  private static final double FRAMES = 0.2;

  private static final double SEGMENT = 2;

  /** A browser may drop some of them: it plays four times as fast as it should. */
  private static final int FRAMES_A_SEGMENT = 50;

  private static final Set<String> PICTURES = Set.of("avc1", "hvc1", "av01");

  @TempDir Path directory;

  private final List<PackagedRun> corpus = new ArrayList<>();
  private final List<Map<String, Object>> cases = new ArrayList<>();

  @Test
  void segments_and_fillers_play_as_one_piece() throws IOException {
    add(Encoder.H264_REORDERED, Encoder.AAC);
    add(Encoder.HEVC, Encoder.AC3);
    add(Encoder.AV1, Encoder.OPUS);
    PackagedRun.generate(corpus);
    for (PackagedRun run : corpus) {
      for (String representation : run.representations()) {
        write(run, representation, true);
        write(run, representation, false);
      }
    }
    Files.write(directory.resolve("cases.json"), WireJson.write(cases));
    String output =
        Ffmpeg.run(
            "node",
            Path.of("..", "players", "append.mjs").toAbsolutePath().normalize().toString(),
            directory.toString());

    assertThat(directory.resolve("seen.json")).as(output).exists();
    JsonNode all = WireJson.readTree(Files.readAllBytes(directory.resolve("seen.json")));

    assertThat(all).as(output).hasSameSizeAs(cases);
    List<String> played = new ArrayList<>();
    for (JsonNode seen : all) {
      if (seen.path("supported").asBoolean()) {
        assertPlayed(seen);
        played.add(seen.path("name").asText());
      } else {
        System.err.println("NOT PLAYED: this browser has no decoder for " + seen.path("name"));
      }
    }
    assertThat(played)
        .contains("avc1 filled", "mp4a filled", "av01 filled", "opus filled")
        .contains("avc1 empty", "mp4a empty", "av01 empty", "opus empty");
  }

  private static void assertPlayed(JsonNode seen) {
    String name = seen.path("name").asText();
    assertThat(seen.path("error").asText()).as(name).isEmpty();
    JsonNode ranges = seen.path("ranges");
    if (name.endsWith("filled")) {
      assertThat(ranges).as(name).hasSize(1);
      if (PICTURES.contains(name.split(" ")[0])) {
        // Of two segments, and the one that stands still.
        assertThat(seen.path("frames").asInt()).as(name).isGreaterThan(FRAMES_A_SEGMENT);
      }
      assertThat(length(ranges.get(0)))
          .as(name)
          .isBetween(3 * SEGMENT - FRAMES, 3 * SEGMENT + FRAMES);
    } else {
      assertThat(ranges).as(name).hasSize(2);
      assertThat(ranges.get(1).get(0).asDouble() - ranges.get(0).get(1).asDouble())
          .as(name)
          .isBetween(SEGMENT - FRAMES, SEGMENT + FRAMES);
    }
  }

  private static double length(JsonNode range) {
    return range.get(1).asDouble() - range.get(0).asDouble();
  }

  private void add(Encoder video, Encoder audio) {
    FrameRate rate = FrameRate.FPS_25;
    Source source =
        Source.of(rate, Epoch.number(rate.duration()), SEGMENTS, 48_000).encodedBy(video, audio);
    String name = "browser-" + corpus.size();
    corpus.add(PackagedRun.epochLocked(name, "a", Packager.FFMPEG_HLS, source));
  }

  /** A segment, something in the place of the next, and the one after it. */
  private void write(PackagedRun run, String representation, boolean filled) throws IOException {
    List<Long> numbers = List.copyOf(run.whole(representation).keySet());
    long before = numbers.get(1);
    long hole = numbers.get(2);
    byte[] filler =
        filled
            ? FilledTrack.filler(run, representation, before, hole)
            : FilledTrack.empty(run, representation, hole);
    List<byte[]> pieces =
        List.of(
            run.init(representation),
            FilledTrack.real(run, representation, before),
            filler,
            FilledTrack.real(run, representation, numbers.get(3)));
    List<String> files = new ArrayList<>();
    for (byte[] piece : pieces) {
      String file = "%d-%d.mp4".formatted(cases.size(), files.size());
      Files.write(directory.resolve(file), piece);
      files.add(file);
    }
    Representation declared = FilledTrack.declared(run, representation);
    // Browsers want it in lower case, ISO/IEC 14496-12 not.
    String codecs = declared.codecs().replace("Opus", "opus");
    String type = "%s/mp4; codecs=\"%s\"".formatted(declared.contentType().wire(), codecs);
    String name = codecs.split("[.]")[0] + (filled ? " filled" : " empty");
    Schedule schedule = run.event(run.name(), true).schedule();
    double start = (schedule.mediaStart(before) - schedule.availabilityStart()) / 1000.0;
    cases.add(Map.of("name", name, "type", type, "start", start, "files", files));
  }
}
