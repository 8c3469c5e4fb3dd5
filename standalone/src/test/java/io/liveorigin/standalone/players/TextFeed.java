package io.liveorigin.standalone.players;

import static io.liveorigin.media.box.BoxWriter.box;
import static io.liveorigin.media.box.BoxWriter.fullBox;
import static io.liveorigin.media.box.BoxWriter.join;
import static io.liveorigin.media.box.BoxWriter.u32;
import static io.liveorigin.media.box.BoxWriter.u64;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.media.box.FourCc;
import io.liveorigin.standalone.cdn.CdnOrigin;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Publishes WebVTT in MP4 in all pipelines: each segment shows its number for as long as it lasts.
 */
final class TextFeed implements AutoCloseable {
  private static final long LOOK_MILLIS = 200;
  private static final int TICKS = 1_000;

  private final CdnOrigin origin;
  private final LiveEvent event;
  private final Track track;
  private final ScheduledExecutorService thread = NamedThreadFactory.scheduler("text-feed");
  private long next;

  private TextFeed(CdnOrigin origin, String representation, long first) {
    this.origin = origin;
    this.event = LiveEvent.of(origin.definition());
    this.track = event.track(representation);
    this.next = first;
  }

  /**
   * Begins.
   *
   * @param first number
   */
  static TextFeed start(CdnOrigin origin, String representation, long first) {
    TextFeed feed = new TextFeed(origin, representation, first);
    feed.put(event -> event.urls().path(new InitAddress(feed.track)), init());
    feed.thread.scheduleWithFixedDelay(feed::publish, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return feed;
  }

  /** What is shown over a segment. */
  static String text(long number) {
    return "number " + number;
  }

  /** Not later than they are due. */
  private void publish() {
    while (next <= event.schedule().liveEdge(CdnOrigin.CLOCK.millis()) + 1) {
      SegmentAddress address = new SegmentAddress(track, next);
      put(event -> event.urls().path(address), segment(next));
      next++;
    }
  }

  private void put(Function<LiveEvent, String> path, byte[] bytes) {
    for (String pipeline : event.definition().pipelines()) {
      int status = origin.stack().ingest(pipeline).put(path.apply(event), bytes).statusCode();
      if (status >= 300) {
        throw new AssertionError(path.apply(event) + " was answered " + status);
      }
    }
  }

  private byte[] segment(long number) {
    long start = event.schedule().decodeTime(number, TICKS);
    long duration = event.schedule().decodeTime(number + 1, TICKS) - start;
    byte[] payload = text(number).getBytes(StandardCharsets.UTF_8);
    byte[] sample = box(FourCc.of("vttc"), box(FourCc.of("payl"), payload));
    int header = moof(start, duration, sample.length, 0).length + 8;
    return join(moof(start, duration, sample.length, header), box(FourCc.MDAT, sample));
  }

  private static byte[] moof(long start, long duration, int size, int offset) {
    return box(
        FourCc.MOOF,
        fullBox(FourCc.MFHD, 0, 0, u32(1)),
        box(
            FourCc.TRAF,
            fullBox(FourCc.TFHD, 0, 0x2_0000, u32(1)),
            fullBox(FourCc.TFDT, 1, 0, u64(start)),
            fullBox(FourCc.TRUN, 0, 0x301, u32(1), u32(offset), u32(duration), u32(size))));
  }

  private static byte[] init() {
    byte[] header = "WEBVTT".getBytes(StandardCharsets.UTF_8);
    byte[] entry = box(FourCc.of("wvtt"), u32(0), u32(1), box(FourCc.of("vttC"), header));
    byte[] media =
        join(
            fullBox(FourCc.MDHD, 0, 0, u64(0), u32(TICKS), u64(0)),
            fullBox(FourCc.HDLR, 0, 0, u32(0), u32(FourCc.of("text")), new byte[13]),
            box(FourCc.MINF, box(FourCc.STBL, fullBox(FourCc.STSD, 0, 0, u32(1), entry))));
    byte[] track =
        join(fullBox(FourCc.TKHD, 0, 3, u64(0), u32(1), new byte[68]), box(FourCc.MDIA, media));
    byte[] defaults = fullBox(FourCc.TREX, 0, 0, u32(1), u32(1), u32(0), u32(0), u32(0));
    return join(
        box(FourCc.FTYP, u32(FourCc.of("iso6")), u32(0)),
        box(
            FourCc.MOOV,
            fullBox(FourCc.MVHD, 0, 0, new byte[96]),
            box(FourCc.TRAK, track),
            box(FourCc.MVEX, defaults)));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
