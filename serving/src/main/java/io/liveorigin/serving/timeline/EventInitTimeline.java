package io.liveorigin.serving.timeline;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.serving.hls.InitInForce;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Which init segment each track of an event is decoded with, and where the event changes over. All
 * tracks do so at one number (RFC 8216bis, 6.2.4), whether or not their own init segment differs.
 * Immutable.
 */
public final class EventInitTimeline {
  /** For an event of which nothing is decided. */
  public static final EventInitTimeline NONE = new EventInitTimeline(Map.of());

  private final Map<Track, InitTimeline> byTrack;

  /** Numbers at which playlists have a discontinuity; ascending, each once. */
  private final long[] listed;

  /** Numbers from which another init segment is in force; ascending, each once. */
  private final long[] inForce;

  /**
   * @param byTrack timelines of all tracks of the event that have an init segment
   */
  public EventInitTimeline(Map<Track, InitTimeline> byTrack) {
    this.byTrack = Map.copyOf(byTrack);
    this.listed = numbers(InitTimeline::listedNumbers);
    this.inForce = numbers(InitTimeline::numbers);
  }

  private long[] numbers(Function<InitTimeline, LongStream> which) {
    return byTrack.values().stream().flatMapToLong(which).sorted().distinct().toArray();
  }

  /** The numbers from which any track is decoded with another init segment, ascending. */
  public LongStream numbers() {
    return Arrays.stream(inForce);
  }

  /**
   * Returns the init segment that playlists list with the segment of that number.
   *
   * @param urls URLs of the event
   */
  InitInForce at(Track track, long number, SegmentUrls urls) {
    int found = Arrays.binarySearch(listed, number);
    int count = found < 0 ? -found - 1 : found + 1;
    return new InitInForce(
        count,
        count == 0 ? InitChange.BEGINNING : listed[count - 1],
        of(track)
            .listedAt(number)
            .map(init -> urls.initFromPlaylist(new InitAddress(track), init.hex()))
            .orElse(""));
  }

  /** The number of known changes. Changes are only ever added. */
  int size() {
    return byTrack.values().stream().mapToInt(changes -> changes.all().size()).sum();
  }

  /**
   * Returns the smallest number for which playlists change according to {@code later}.
   *
   * @param later what is known now
   */
  long differsFrom(EventInitTimeline later) {
    int same = Arrays.mismatch(listed, later.listed);
    return same == listed.length && byTrack.keySet().equals(later.byTrack.keySet())
        ? later.listed[same]
        : Long.MIN_VALUE;
  }

  /**
   * Whether the track ever had another init segment; if so, the URL of its template is not enough.
   */
  public boolean changes(Track track) {
    return of(track).all().size() > 1;
  }

  /**
   * Returns the URL of the init segment of that number, relative to the manifests of the event;
   * empty if there is none.
   */
  public String uri(Track track, long number) {
    return of(track)
        .at(number)
        .map(init -> SegmentUrls.versionName(new InitAddress(track), init.hex()))
        .orElse("");
  }

  private InitTimeline of(Track track) {
    return byTrack.getOrDefault(track, InitTimeline.NONE);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventInitTimeline that && that.byTrack.equals(byTrack);
  }

  @Override
  public int hashCode() {
    return byTrack.hashCode();
  }
}
