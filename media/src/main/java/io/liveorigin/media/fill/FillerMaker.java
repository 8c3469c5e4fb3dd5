package io.liveorigin.media.fill;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.schedule.Schedule;
import java.util.Optional;

/**
 * Makes fillers: segments in place of numbers that no pipeline delivered. Silence for audio, the
 * last key frame for video, nothing to show for text; {@code docs/fillers.md} says of what codecs.
 *
 * <p>A filler is a pure function of its order. It reads no clock and no chance, so every node makes
 * the same bytes at any time. Whoever changes the bytes of any filler must raise {@link #VERSION}
 * and keep the function of before for what was decided with it: players and caches may have one
 * part of the old bytes and ask for the rest. Any thread.
 */
public final class FillerMaker {
  /** Version of the bytes; a change of what is made needs another. */
  public static final int VERSION = 1;

  private FillerMaker() {}

  /**
   * What a filler is made from. The arrays are read and not kept.
   *
   * @param init init segment that the filler is to play after
   * @param source newest good segment of the track before {@code number}; text needs none
   * @param number which is wanted
   * @param schedule of the event
   * @param contentType of the representation
   */
  public record Order(
      byte[] init,
      Optional<Source> source,
      long number,
      Schedule schedule,
      ContentType contentType) {}

  /**
   * @param number of the segment
   * @param segment its bytes; it must play after the init segment of the order
   */
  public record Source(long number, byte[] segment) {}

  /** The filler, or why there can be none. Never throws, whatever the bytes. */
  public static FillerOutcome make(Order order) {
    try {
      return new FillerOutcome.Segment(segment(order));
    } catch (OriginException e) {
      return new FillerOutcome.None(e.getMessage());
    }
  }

  /**
   * A segment without samples: what is said of a number for which nothing is to be played, or can
   * be. It depends on its arguments alone, as a filler does.
   *
   * @param init init segment that it is to come after; read and not kept
   * @param number of the segment
   * @param contentType of the representation
   */
  public static FillerOutcome empty(
      byte[] init, long number, Schedule schedule, ContentType contentType) {
    try {
      TrackSetup setup = TrackSetup.read(init, contentType);
      return new FillerOutcome.Segment(
          EmptySegment.of(setup, new ExactGrid(schedule, setup.timescale(), number)));
    } catch (OriginException e) {
      return new FillerOutcome.None(e.getMessage());
    }
  }

  private static byte[] segment(Order order) {
    TrackSetup setup = TrackSetup.read(order.init(), order.contentType());
    ExactGrid grid = new ExactGrid(order.schedule(), setup.timescale(), order.number());
    if (order.contentType() == ContentType.TEXT) {
      return EmptyText.segment(setup, source(order, setup), grid);
    }
    SourceSegment source =
        source(order, setup)
            .orElseThrow(
                () -> NoFillerException.because("there is no segment before it to make it from"));
    return order.contentType() == ContentType.VIDEO
        ? Freeze.segment(setup, source, grid)
        : Silence.segment(setup, source, grid);
  }

  private static Optional<SourceSegment> source(Order order, TrackSetup setup) {
    return order
        .source()
        .map(
            source -> {
              NoFillerException.unless(
                  source.number() < order.number(), "its source is not a segment before it");
              return SourceSegment.read(source.segment(), source.number(), setup);
            });
  }
}
