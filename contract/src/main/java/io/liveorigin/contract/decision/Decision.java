package io.liveorigin.contract.decision;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.PipelineNameRules;
import io.liveorigin.contract.segment.Candidate;
import java.util.List;
import java.util.Optional;

/**
 * The recorded choice for one address. The first record of a revision wins, everywhere and forever.
 *
 * @param address the subject of the decision
 * @param revision 1 for the first decision, and one more for each change
 * @param winner the chosen candidate; empty if none may be served
 * @param reason why this winner was chosen
 * @param candidates every candidate known when it was decided, in the order of arrival
 * @param masked pipelines that were masked for this address
 * @param due when the segment was due, epoch ms; 0 for an init segment
 * @param decidedAt when this was proposed, epoch ms
 * @param cell the cell that proposed it
 * @param notBefore the earliest instant at which it may be made, epoch ms: due, decided, or the end
 *     of the patience with an init segment; 0 if it does not depend on the time. Not kept in
 *     stores, since it counts only while the decision is accepted
 * @param listing what playlists say of the number: the listing of the first decision on it
 * @param madeFrom what the winner was made from; present only if it is a filler of the origin
 * @param changes for an init segment: which one is in force at which number; empty for a segment
 * @param notAfter the latest instant at which it may be recorded, epoch ms: a later change would
 *     affect numbers that are already listed. 0 if there is none; not kept in stores
 */
public record Decision(
    Address address,
    int revision,
    Optional<Candidate> winner,
    Reason reason,
    List<Candidate> candidates,
    List<String> masked,
    long due,
    long decidedAt,
    String cell,
    long notBefore,
    Listing listing,
    Optional<FillerRecipe> madeFrom,
    InitTimeline changes,
    long notAfter) {

  /**
   * How much earlier than {@link #notBefore} the timestamp of a record may be, ms: as much as the
   * clocks of nodes and brokers may differ. All readers must use the same value, so it cannot be
   * configured.
   */
  public static final long EARLY_TOLERANCE_MILLIS = 500;

  public Decision {
    candidates = List.copyOf(candidates);
    masked = List.copyOf(masked);
    if (revision < 1) {
      throw new IllegalArgumentException("revision must be at least 1, but is " + revision);
    }
  }

  /**
   * Creates a decision that changes no init segment: the winner of an init segment is its only one.
   */
  public Decision(
      Address address,
      int revision,
      Optional<Candidate> winner,
      Reason reason,
      List<Candidate> candidates,
      List<String> masked,
      long due,
      long decidedAt,
      String cell,
      long notBefore,
      Listing listing,
      Optional<FillerRecipe> madeFrom) {
    this(
        address,
        revision,
        winner,
        reason,
        candidates,
        masked,
        due,
        decidedAt,
        cell,
        notBefore,
        listing,
        madeFrom,
        first(address, winner),
        0);
  }

  /**
   * Returns the timeline of an init segment that never changed; none for a segment or without a
   * winner.
   */
  public static InitTimeline first(Address address, Optional<Candidate> winner) {
    return address instanceof InitAddress
        ? winner.map(init -> InitTimeline.only(init.digest())).orElse(InitTimeline.NONE)
        : InitTimeline.NONE;
  }

  /** Creates a decision whose winner, if it has one, was published by a pipeline. */
  public Decision(
      Address address,
      int revision,
      Optional<Candidate> winner,
      Reason reason,
      List<Candidate> candidates,
      List<String> masked,
      long due,
      long decidedAt,
      String cell,
      long notBefore,
      Listing listing) {
    this(
        address,
        revision,
        winner,
        reason,
        candidates,
        masked,
        due,
        decidedAt,
        cell,
        notBefore,
        listing,
        Optional.empty());
  }

  /** Creates a decision that does not depend on the time. */
  public Decision(
      Address address,
      int revision,
      Optional<Candidate> winner,
      Reason reason,
      List<Candidate> candidates,
      List<String> masked,
      long due,
      long decidedAt,
      String cell) {
    this(address, revision, winner, reason, candidates, masked, due, decidedAt, cell, 0);
  }

  /** Creates a decision that is the first on its number, or is listed as if it were. */
  public Decision(
      Address address,
      int revision,
      Optional<Candidate> winner,
      Reason reason,
      List<Candidate> candidates,
      List<String> masked,
      long due,
      long decidedAt,
      String cell,
      long notBefore) {
    this(
        address,
        revision,
        winner,
        reason,
        candidates,
        masked,
        due,
        decidedAt,
        cell,
        notBefore,
        Listing.of(winner));
  }

  /** Returns whether the listing is that of the winner, which is nearly always so. */
  public boolean listsWinner() {
    return listing.equals(Listing.of(winner));
  }

  /** For an init segment: returns the one in force at a number, if its copy is known. */
  public Optional<Candidate> initAt(long number) {
    return changes
        .at(number)
        .flatMap(digest -> candidates.stream().filter(c -> c.digest().equals(digest)).findFirst());
  }

  /**
   * By how many ms the record of this decision is too early; 0 if it is not. All readers of the log
   * ignore a record that is too early: the clock of its cell was ahead.
   *
   * @param recordTime timestamp of the record: the broker's time when it appended it, epoch ms
   */
  public long early(long recordTime) {
    return notBefore <= 0
        ? 0
        : Math.max(0, notBefore - EARLY_TOLERANCE_MILLIS - Math.max(0, recordTime));
  }

  /**
   * Returns whether the record of this decision is too late. All readers of the log ignore such a
   * record, and its cell proposes another.
   *
   * @param recordTime timestamp of the record: the broker's time when it appended it, epoch ms
   */
  public boolean late(long recordTime) {
    return notAfter > 0 && recordTime > notAfter;
  }

  /**
   * The winner, if a pipeline published it. Empty for a filler, which is served because nothing
   * published can be played.
   */
  public Optional<Candidate> published() {
    return winner.filter(served -> !served.pipeline().equals(PipelineNameRules.ORIGIN));
  }

  /**
   * Returns whether the winner is pinned: it is valid, so only a mask, an operator or the loss of
   * its bytes changes it.
   */
  public boolean pinned() {
    return winner.isPresent() && winner.get().valid();
  }
}
