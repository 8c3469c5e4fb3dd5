package io.liveorigin.contract.decision;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.PipelineNameRules;
import io.liveorigin.contract.segment.Candidate;
import java.util.List;
import java.util.Optional;

/**
 * The recorded choice for one address. The first record of a revision wins, everywhere and for
 * ever.
 *
 * @param address what was decided
 * @param revision 1 for the first decision, then + 1 for each change
 * @param winner the chosen candidate; empty where none may be served
 * @param reason why
 * @param candidates every candidate known when it was decided, in the order of arrival
 * @param masked pipelines that were masked for this address
 * @param due when the segment was due, epoch ms; 0 for an init segment
 * @param decidedAt when this was proposed, epoch ms
 * @param cell who proposed it
 * @param notBefore the instant that had to come before it could be made, epoch ms: due, decided, or
 *     the end of the patience with an init segment; 0 where it does not depend on the time. Not
 *     kept in stores, since it counts only while the decision is accepted
 * @param listing what playlists say of the number: that of the first decision about it
 * @param madeFrom what the winner was made from; present only where it is a filler of ours
 * @param changes of an init segment: which one is in force at which number; none of a segment
 * @param notAfter the instant by which it had to be recorded, epoch ms: a change that comes later
 *     would be of numbers that are listed already. 0 where there is none; not kept in stores
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
   * How much earlier than {@link #notBefore} a record may bear, ms: as much as the clocks of nodes
   * and brokers may differ. All readers must have the same, so it cannot be configured.
   */
  public static final long EARLY_TOLERANCE_MILLIS = 500;

  public Decision {
    candidates = List.copyOf(candidates);
    masked = List.copyOf(masked);
    if (revision < 1) {
      throw new IllegalArgumentException("revision must be at least 1, but is " + revision);
    }
  }

  /** One that changes no init segment: the winner of an init segment is its only one. */
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

  /** The changes of an init segment that never changed. */
  public static InitTimeline first(Address address, Optional<Candidate> winner) {
    return address instanceof InitAddress
        ? winner.map(init -> InitTimeline.only(init.digest())).orElse(InitTimeline.NONE)
        : InitTimeline.NONE;
  }

  /** One whose winner was published, if it has one. */
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

  /** One that does not depend on the time. */
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

  /** One that is the first about its number, or is listed as if it were. */
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

  /** Whether what is listed is what the winner says, as nearly always. */
  public boolean listsWinner() {
    return listing.equals(Listing.of(winner));
  }

  /** Of an init segment: what is in force at a number, as far as its copy is known. */
  public Optional<Candidate> initAt(long number) {
    return changes
        .at(number)
        .flatMap(digest -> candidates.stream().filter(c -> c.digest().equals(digest)).findFirst());
  }

  /**
   * By how many ms the record of this decision came before its time; 0 where it did not. One that
   * came too early is ignored by everybody who reads the log: the clock of its cell was ahead.
   *
   * @param recordTime timestamp of the record: the broker's time when it appended it, epoch ms
   */
  public long early(long recordTime) {
    return notBefore <= 0
        ? 0
        : Math.max(0, notBefore - EARLY_TOLERANCE_MILLIS - Math.max(0, recordTime));
  }

  /**
   * Whether the record of this decision came too late. All who read the log ignore it alike, and
   * its cell proposes another.
   *
   * @param recordTime timestamp of the record: the broker's time when it appended it, epoch ms
   */
  public boolean late(long recordTime) {
    return notAfter > 0 && recordTime > notAfter;
  }

  /** The winner, where somebody published it: a filler is served because nothing plays. */
  public Optional<Candidate> published() {
    return winner.filter(served -> !served.pipeline().equals(PipelineNameRules.ORIGIN));
  }

  /**
   * Pinned: the winner is valid, so only a mask, an operator or the loss of its bytes changes it.
   */
  public boolean pinned() {
    return winner.isPresent() && winner.get().valid();
  }
}
