package io.liveorigin.standalone.packagers;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.media.fill.FillerMaker;
import io.liveorigin.media.fill.FillerOutcome;
import java.util.Optional;

/** The segments of a packager for one representation, and the fillers for it. */
final class FilledTrack {
  private FilledTrack() {}

  static ContentType type(PackagedRun run, String representation) {
    return declared(run, representation).contentType();
  }

  static Representation declared(PackagedRun run, String representation) {
    return run.event(run.name(), true).representation(representation).orElseThrow();
  }

  static byte[] real(PackagedRun run, String representation, long number) {
    return PackagedRun.bytes(run.whole(representation).get(number));
  }

  static byte[] filler(PackagedRun run, String representation, long source, long number) {
    FillerMaker.Order order =
        new FillerMaker.Order(
            run.init(representation),
            Optional.of(new FillerMaker.Source(source, real(run, representation, source))),
            number,
            run.event(run.name(), true).schedule(),
            type(run, representation));
    FillerOutcome outcome = FillerMaker.make(order);
    assertThat(outcome).isInstanceOf(FillerOutcome.Segment.class);
    return ((FillerOutcome.Segment) outcome).bytes();
  }

  /** Where nothing is to be played. */
  static byte[] empty(PackagedRun run, String representation, long number) {
    FillerOutcome outcome =
        FillerMaker.empty(
            run.init(representation),
            number,
            run.event(run.name(), true).schedule(),
            type(run, representation));
    assertThat(outcome).isInstanceOf(FillerOutcome.Segment.class);
    return ((FillerOutcome.Segment) outcome).bytes();
  }
}
