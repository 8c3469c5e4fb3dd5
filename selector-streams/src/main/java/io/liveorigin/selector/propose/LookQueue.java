package io.liveorigin.selector.propose;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.selector.life.TrackState;
import io.liveorigin.selector.life.WindowState;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.PendingMarks;
import io.liveorigin.selector.task.OwnTracks;
import io.liveorigin.selector.task.Quarantine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The addresses that are not final, also after a restart, and the instant of the next look at each.
 * Stream thread.
 */
public final class LookQueue implements TrackState, WindowState {
  /** Pause after the first look that failed; it is doubled with each further failure in a row. */
  static final long FIRST_PAUSE_MILLIS = 500;

  /**
   * Maximum number of doublings. The pauses grow so that an address that fails at every look does
   * not take the time of the others.
   */
  private static final int MOST_DOUBLINGS = 6;

  private final ControlState control;
  private final OwnTracks own;
  private final PendingAddresses pending;
  private final LookTimers timers = new LookTimers();

  /** The number of looks in a row that have failed at an address. */
  private final Map<Address, Integer> failures = new HashMap<>();

  public LookQueue(
      ControlState control, OwnTracks own, CandidateStore candidates, PendingMarks marks) {
    this.control = control;
    this.own = own;
    this.pending = new PendingAddresses(candidates, marks, this::known);
  }

  /**
   * Called after a restart: addresses that were not final then get another look at once. An address
   * that belongs to no event cannot be looked at until one is declared, and there may be more of
   * these than a tick can look at while a segment that is due waits.
   *
   * @param isFinal whether nothing needs to be done about an address that has candidates
   */
  public void recover(Predicate<SegmentAddress> isFinal, Quarantine quarantine) {
    List<Track> tracks =
        control.events().stream().flatMap(event -> own.of(event).stream()).toList();
    pending.recover(tracks, isFinal, quarantine);
    pending.all().stream()
        .filter(address -> control.event(address.track()).isPresent())
        .forEach(address -> timers.set(address, Long.MIN_VALUE));
  }

  private boolean known(Track track) {
    return control.event(track).filter(event -> own.of(event).contains(track)).isPresent();
  }

  /** A candidate has come; called before it is stored. */
  public void arrives(SegmentAddress address) {
    pending.arrives(address);
  }

  /** The event's definition is about to change, and with it perhaps its tracks. */
  public void changes(EventId event) {
    pending.mark(track -> track.event().equals(event));
  }

  /** Adds an address that waits for something without a known instant. */
  void add(Address address) {
    pending.add(address);
  }

  /**
   * Adds an address that waits for an instant.
   *
   * @param instant epoch ms
   */
  void addUntil(Address address, long instant) {
    pending.add(address);
    timers.set(address, instant);
  }

  /**
   * A look at the address failed, and the instant for which the address waited may have been lost
   * with it. The failure may be temporary, so the address gets another look, after a longer pause
   * each time.
   *
   * @param now epoch ms
   */
  public void failed(Address address, long now) {
    int before = failures.merge(address, 1, Integer::sum) - 1;
    timers.set(address, now + (FIRST_PAUSE_MILLIS << Math.min(before, MOST_DOUBLINGS)));
  }

  /** A look at the address succeeded. */
  public void succeeded(Address address) {
    failures.remove(address);
  }

  /** The address is final. */
  void remove(Address address) {
    timers.clear(address);
    pending.remove(address);
  }

  /**
   * Removes and returns at most {@code limit} addresses whose instant is not after {@code now},
   * epoch ms.
   */
  List<Address> takeDue(long now, int limit) {
    return timers.takeDue(now, limit);
  }

  /** Every address that is not final. */
  public List<Address> all() {
    return pending.all();
  }

  /** Every address of the track that is not final. */
  public List<Address> of(Track track) {
    return pending.all().stream().filter(a -> a.track().equals(track)).toList();
  }

  /** Every address of the event that is not final. */
  public List<Address> of(LiveEvent event) {
    return pending.all().stream().filter(a -> a.track().event().equals(event.id())).toList();
  }

  @Override
  public void ended(Track track) {
    timers.clear(track);
    pending.ended(track);
    failures.keySet().removeIf(address -> address.track().equals(track));
  }

  @Override
  public int tracks() {
    return pending.tracks();
  }

  @Override
  public void forgetBelow(Track track, long number) {
    pending.below(track, number).forEach(timers::clear);
    List<Address> failed =
        failures.keySet().stream()
            .filter(address -> PendingAddresses.isBelow(address, track, number))
            .toList();
    failed.forEach(timers::clear);
    failed.forEach(failures::remove);
    pending.forgetBelow(track, number);
  }
}
