package io.liveorigin.standalone.packagers;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.media.fill.Filled;
import io.liveorigin.media.fill.Fillers;
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
    Fillers.Order order =
        new Fillers.Order(
            run.init(representation),
            Optional.of(new Fillers.Source(source, real(run, representation, source))),
            number,
            run.event(run.name(), true).schedule(),
            type(run, representation));
    Filled filled = Fillers.make(order);
    assertThat(filled).isInstanceOf(Filled.Segment.class);
    return ((Filled.Segment) filled).bytes();
  }

  /** Where nothing is to be played. */
  static byte[] empty(PackagedRun run, String representation, long number) {
    Filled filled =
        Fillers.empty(
            run.init(representation),
            number,
            run.event(run.name(), true).schedule(),
            type(run, representation));
    assertThat(filled).isInstanceOf(Filled.Segment.class);
    return ((Filled.Segment) filled).bytes();
  }
}
