package io.liveorigin.serving.timeline;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitChanges;
import io.liveorigin.serving.hls.InitInForce;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Which init segment each track of an event is decoded with, and where the event changes over: all
 * tracks do so at one number (RFC 8216bis, 6.2.4), whether their own init segment differs or not.
 * Immutable.
 */
public final class ChangeOvers {
  /** Of an event of which nothing is decided. */
  public static final ChangeOvers NONE = new ChangeOvers(Map.of());

  private final Map<Track, InitChanges> byTrack;

  /** Ascending, each once. */
  private final long[] numbers;

  /**
   * @param byTrack of every track of the event that has an init segment
   */
  public ChangeOvers(Map<Track, InitChanges> byTrack) {
    this.byTrack = Map.copyOf(byTrack);
    this.numbers =
        byTrack.values().stream().flatMapToLong(InitChanges::numbers).sorted().distinct().toArray();
  }

  /** The numbers with which the event changes over, ascending. */
  public LongStream numbers() {
    return Arrays.stream(numbers);
  }

  /** What the segment of that number is decoded with. */
  InitInForce at(Track track, long number) {
    int found = Arrays.binarySearch(numbers, number);
    int count = found < 0 ? -found - 1 : found + 1;
    return new InitInForce(
        count, count == 0 ? InitChange.BEGINNING : numbers[count - 1], uri(track, number));
  }

  /** Whether the track ever had another init segment: then its template's URL is not enough. */
  public boolean changes(Track track) {
    return of(track).all().size() > 1;
  }

  /** The init segment of that number, from where the manifests of the event lie. */
  public String uri(Track track, long number) {
    return of(track)
        .at(number)
        .map(init -> SegmentUrls.versionName(new InitAddress(track), init.hex()))
        .orElse("");
  }

  private InitChanges of(Track track) {
    return byTrack.getOrDefault(track, InitChanges.NONE);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChangeOvers that && that.byTrack.equals(byTrack);
  }

  @Override
  public int hashCode() {
    return byTrack.hashCode();
  }
}
