package io.liveorigin.contract.decision;

import io.liveorigin.contract.segment.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * The init segments of a track, each with the number from which it is in force, oldest first. The
 * result for a number never changes, because a new init segment comes into force ahead of
 * everything that is listed (ADR 31). Immutable.
 *
 * @param all the changes, whose two numbers both ascend; empty if none was ever chosen
 */
public record InitTimeline(List<InitChange> all) {
  /** The timeline of a track for which none was ever chosen. */
  public static final InitTimeline NONE = new InitTimeline(List.of());

  /**
   * The largest number of changes. A packager that changes its init segment with every segment must
   * not make records grow without limit.
   */
  public static final int MOST = 1_000;

  public InitTimeline {
    all = List.copyOf(all);
    for (int i = 1; i < all.size(); i++) {
      InitChange before = all.get(i - 1);
      if (all.get(i).from() <= before.from() || all.get(i).listed() <= before.listed()) {
        throw new IllegalArgumentException(
            "changes must ascend, but " + all.get(i) + " follows " + before);
      }
    }
  }

  /** Returns the timeline of a track that has only this init segment. */
  public static InitTimeline only(Digest init) {
    return new InitTimeline(List.of(new InitChange(init, InitChange.BEGINNING)));
  }

  /** The init segment with which a number is decoded. */
  public Optional<Digest> at(long number) {
    return last(change -> change.from() <= number);
  }

  /** The init segment with which playlists list a number. */
  public Optional<Digest> listedAt(long number) {
    return last(change -> change.listed() <= number);
  }

  private Optional<Digest> last(Predicate<InitChange> wanted) {
    Optional<Digest> found = Optional.empty();
    for (InitChange change : all) {
      if (wanted.test(change)) {
        found = Optional.of(change.init());
      }
    }
    return found;
  }

  /** Returns whether playlists have a gap at a number, whatever is served for it. */
  public boolean listsGap(long number) {
    return all.stream().anyMatch(c -> c.from() <= number && number < c.listed());
  }

  /** The first number that is decoded with the same init segment as this number. */
  public long from(long number) {
    return all.stream()
        .mapToLong(InitChange::from)
        .filter(from -> from <= number)
        .max()
        .orElse(InitChange.BEGINNING);
  }

  /** The newest init segment, which may not be in force yet. */
  public Optional<Digest> newest() {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1).init());
  }

  /** The numbers from which another init segment is in force, without the beginning. */
  public LongStream numbers() {
    return all.stream().skip(1).mapToLong(InitChange::from);
  }

  /** The numbers from which playlists list another init segment, without the beginning. */
  public LongStream listedNumbers() {
    return all.stream().skip(1).mapToLong(InitChange::listed);
  }

  /** Returns whether another init segment may still be added. */
  public boolean mayGrow() {
    return all.size() < MOST;
  }

  /**
   * Returns a timeline with one more change.
   *
   * @param change its numbers are larger than those of the newest
   */
  public InitTimeline with(InitChange change) {
    List<InitChange> more = new ArrayList<>(all);
    more.add(change);
    return new InitTimeline(more);
  }
}
