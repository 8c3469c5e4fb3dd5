package io.liveorigin.contract.decision;

import io.liveorigin.contract.segment.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * Which init segment of a track is in force at which number: all that ever were, the oldest first.
 * The answer for a number never changes: an init segment comes into force ahead of all that is
 * listed (ADR 31). Immutable.
 *
 * @param all numbers ascend, both; empty where none was ever chosen
 */
public record InitTimeline(List<InitChange> all) {
  /** None was ever chosen. */
  public static final InitTimeline NONE = new InitTimeline(List.of());

  /** A packager that changes with every segment must not make records without end. */
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

  /** That of a track whose only init segment this is. */
  public static InitTimeline only(Digest init) {
    return new InitTimeline(List.of(new InitChange(init, InitChange.BEGINNING)));
  }

  /** The init segment that a number is decoded with. */
  public Optional<Digest> at(long number) {
    return last(change -> change.from() <= number);
  }

  /** The init segment that playlists list a number with. */
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

  /** Whether playlists have a gap at a number, whatever is served for it. */
  public boolean listsGap(long number) {
    return all.stream().anyMatch(c -> c.from() <= number && number < c.listed());
  }

  /** The first number that is decoded with the same as this one. */
  public long from(long number) {
    return all.stream()
        .mapToLong(InitChange::from)
        .filter(from -> from <= number)
        .max()
        .orElse(InitChange.BEGINNING);
  }

  /** The newest, which may not be in force yet. */
  public Optional<Digest> newest() {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1).init());
  }

  /** The numbers with which another one comes into force; the beginning is none. */
  public LongStream numbers() {
    return all.stream().skip(1).mapToLong(InitChange::from);
  }

  /** Likewise, the numbers from which playlists list another one. */
  public LongStream listedNumbers() {
    return all.stream().skip(1).mapToLong(InitChange::listed);
  }

  /** Whether another one may still come into force. */
  public boolean mayGrow() {
    return all.size() < MOST;
  }

  /**
   * With one more.
   *
   * @param change its numbers are larger than those of the newest
   */
  public InitTimeline with(InitChange change) {
    List<InitChange> more = new ArrayList<>(all);
    more.add(change);
    return new InitTimeline(more);
  }
}
