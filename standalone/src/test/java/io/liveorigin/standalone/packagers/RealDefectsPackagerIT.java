package io.liveorigin.standalone.packagers;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.standalone.stack.Stack;
import io.liveorigin.standalone.support.NeedsFfmpeg;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invariant: what goes wrong in the preferred pipeline is found, named and not served, and nothing
 * is said about the other one. What cannot be seen without decoding is not claimed.
 */
@NeedsFfmpeg
@TestInstance(Lifecycle.PER_CLASS)
class RealDefectsPackagerIT {
  private static final long FIRST = Epoch.number(FrameRate.FPS_25.duration());
  private static final Source CLEAN = RealDefects.clean(FIRST);
  private static final RealDefects DEFECTS = new RealDefects(CLEAN);

  /** The segment that is frozen, or black and silent. */
  private static final int DARK = 4;

  private final PackagedRun clean =
      PackagedRun.epochLocked("clean", "b", Packager.FFMPEG_HLS, CLEAN.ofOtherPipeline(0));
  private final PackagedRun frozen = pipelineA("frozen", Packager.FFMPEG_HLS, DEFECTS.frozen());
  private final PackagedRun dark =
      pipelineA("black-and-silent", Packager.FFMPEG_HLS, DEFECTS.blackAndSilent());
  private Stack stack;
  private DefectLog log;

  @BeforeAll
  void start(@TempDir Path directory) {
    List<PackagedRun> runs = new ArrayList<>(List.of(clean, frozen, dark));
    DEFECTS.all().forEach(defect -> runs.add(run(defect)));
    PackagedRun.generate(runs);
    stack = Stack.start(directory);
    stack.adminHttp().awaitReady();
    log = new DefectLog(stack.kafka());
  }

  @AfterAll
  void stop() {
    if (log != null) {
      log.close();
    }
    if (stack != null) {
      stack.close();
    }
  }

  static Stream<RealDefect> defects() {
    return DEFECTS.all().stream();
  }

  @ParameterizedTest
  @MethodSource("defects")
  void is_found_named_and_not_served(RealDefect defect) {
    assertFound(defect, run(defect).event(defect.name(), true));
  }

  /** The same where the event does not say its frame and sampling rates. */
  @ParameterizedTest
  @MethodSource("defects")
  void is_found_also_where_no_rate_is_declared(RealDefect defect) {
    assertFound(defect, run(defect).event(defect.name() + "-undeclared", false));
  }

  private void assertFound(RealDefect defect, EventDefinition event) {
    Publication publication = new Publication(stack, event, run(defect), clean);
    List<DefectRecord> records = publication.publish(log);
    for (RealDefect.Finding finding : defect.findings()) {
      assertThat(ofPipeline(records, "a"))
          .as(finding.toString())
          .anyMatch(record -> finding.matches(record, FIRST));
    }
    assertOnlyAffected(defect, records);
    assertServed(defect, publication);
  }

  private void assertOnlyAffected(RealDefect defect, List<DefectRecord> records) {
    assertThat(ofPipeline(records, "b")).as("said about the clean pipeline").isEmpty();
    assertThat(ofPipeline(records, "a"))
        .as("said about segments that nothing happened to")
        .allMatch(
            record ->
                defect.isAffected(record.representation(), record.number().orElseThrow() - FIRST));
  }

  /** Of each number, b's copy where something happened to a's, else a's. */
  private void assertServed(RealDefect defect, Publication publication) {
    for (String representation : clean.representations()) {
      NavigableMap<Long, Path> ofA = publication.runs().get(0).whole(representation);
      clean
          .whole(representation)
          .forEach(
              (number, ofB) -> {
                boolean lost =
                    defect.isAffected(representation, number - FIRST) || !ofA.containsKey(number);
                publication.awaitServed(lost ? ofB : ofA.get(number));
              });
    }
  }

  @Test
  void nothing_is_claimed_of_a_frozen_black_or_silent_stretch() {
    for (PackagedRun a : List.of(frozen, dark)) {
      Publication publication = new Publication(stack, a.event(a.name(), true), a, clean);
      List<DefectRecord> records = publication.publish(log);
      assertThat(ofPipeline(records, "a")).isEmpty();
      assertThat(ofPipeline(records, "b")).isEmpty();
      a.whole("v0").values().forEach(publication::awaitServed);
      a.whole("a0").values().forEach(publication::awaitServed);
    }
  }

  @Test
  void a_packager_that_declares_its_picture_black_is_believed() {
    Publication publication =
        new Publication(stack, dark.event("declared-black", true), dark, clean);
    List<DefectRecord> records =
        publication.publish(
            log, number -> number == FIRST + DARK ? "x-black;duration-ms=2000" : "");
    assertThat(ofPipeline(records, "b")).isEmpty();
    assertThat(ofPipeline(records, "a"))
        .hasSize(2)
        .allMatch(
            record ->
                record.kind().equals("x-black")
                    && record.source().equals("packager")
                    && record.number().equals(Optional.of(FIRST + DARK))
                    && record.parameters().get("duration-ms").equals(2000L));
    for (String representation : clean.representations()) {
      publication.awaitServed(clean.whole(representation).get(FIRST + DARK));
      publication.awaitServed(dark.whole(representation).get(FIRST + DARK + 1));
    }
  }

  private static PackagedRun run(RealDefect defect) {
    return pipelineA(defect.name(), defect.packager(), defect.source());
  }

  private static PackagedRun pipelineA(String name, Packager packager, Source source) {
    return PackagedRun.epochLocked(name, "a", packager, source);
  }

  /** What a viewer would notice. */
  private static List<DefectRecord> ofPipeline(List<DefectRecord> records, String pipeline) {
    return records.stream()
        .filter(record -> record.pipeline().equals(pipeline))
        .filter(DefectLog::mediaAffecting)
        .toList();
  }
}
