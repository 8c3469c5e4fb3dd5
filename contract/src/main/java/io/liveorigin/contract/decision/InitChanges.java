package io.liveorigin.contract.decision;

import io.liveorigin.contract.segment.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Which init segment of a track is in force at which number: all that ever were, the oldest first.
 * What was said of a number never changes: an init segment comes into force ahead of all that is
 * listed (ADR 31). Immutable.
 *
 * @param all numbers ascend; empty where none was ever chosen
 */
public record InitChanges(List<InitChange> all) {
  /** None was ever chosen. */
  public static final InitChanges NONE = new InitChanges(List.of());

  /** A packager that changes with every segment must not make records without end. */
  public static final int MOST = 1_000;

  public InitChanges {
    all = List.copyOf(all);
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).from() <= all.get(i - 1).from()) {
        throw new IllegalArgumentException(
            "changes must ascend, but " + all.get(i).from() + " follows " + all.get(i - 1).from());
      }
    }
  }

  /** That of a track whose only init segment this is. */
  public static InitChanges only(Digest init) {
    return new InitChanges(List.of(new InitChange(init, InitChange.BEGINNING)));
  }

  /** The init segment that a number is decoded with. */
  public Optional<Digest> at(long number) {
    Optional<Digest> found = Optional.empty();
    for (InitChange change : all) {
      if (change.from() <= number) {
        found = Optional.of(change.init());
      }
    }
    return found;
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

  /** Whether another one may still come into force. */
  public boolean mayGrow() {
    return all.size() < MOST;
  }

  /**
   * With one more.
   *
   * @param from larger than that of the newest
   */
  public InitChanges with(Digest init, long from) {
    List<InitChange> more = new ArrayList<>(all);
    more.add(new InitChange(init, from));
    return new InitChanges(more);
  }
}
