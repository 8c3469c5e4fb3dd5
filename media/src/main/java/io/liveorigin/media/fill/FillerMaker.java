package io.liveorigin.media.fill;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.schedule.Schedule;
import java.util.Optional;

/**
 * Makes fillers: segments for numbers that no pipeline delivered. They are silence for audio, the
 * last key frame for video, and text that shows nothing; {@code docs/fillers.md} lists the codecs.
 *
 * <p>A filler is a pure function of its order. It uses no clock and no random numbers, so every
 * node makes the same bytes at any time. A change to the bytes of any filler must raise {@link
 * #VERSION} and keep the previous function for fillers that were decided with it: players and
 * caches may have one part of the old bytes and request the rest. Any thread.
 */
public final class FillerMaker {
  /** Version of the bytes; if they change, it must change. */
  public static final int VERSION = 1;

  private FillerMaker() {}

  /**
   * The input of a filler. The arrays are read and not kept.
   *
   * @param init init segment after which the filler must play
   * @param source newest clean segment of the track before {@code number}; text needs none
   * @param number number of the filler
   * @param schedule schedule of the event
   * @param contentType content type of the representation
   */
  public record Order(
      byte[] init,
      Optional<Source> source,
      long number,
      Schedule schedule,
      ContentType contentType) {}

  /**
   * @param number its segment number
   * @param segment its bytes; it must play after the init segment of the order
   */
  public record Source(long number, byte[] segment) {}

  /**
   * Returns the filler, or the reason why there can be none. Never throws, whatever the bytes are.
   */
  public static FillerOutcome make(Order order) {
    try {
      return new FillerOutcome.Segment(segment(order));
    } catch (OriginException e) {
      return new FillerOutcome.None(e.getMessage());
    }
  }

  /**
   * Returns a segment without samples: the response about a number for which nothing should or can
   * be played. Like a filler, it depends on its arguments alone.
   *
   * @param init init segment after which it is played; read and not kept
   * @param number its segment number
   * @param contentType content type of the representation
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
                () -> NoFillerException.because("there is no earlier segment to make it from"));
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
                  source.number() < order.number(), "its source is not an earlier segment");
              return SourceSegment.read(source.segment(), source.number(), setup);
            });
  }
}
