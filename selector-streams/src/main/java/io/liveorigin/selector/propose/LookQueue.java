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
 * The addresses that are not final, also after a restart, and when each of them is looked at next.
 * Stream thread.
 */
public final class LookQueue implements TrackState, WindowState {
  /** After the first look that failed; doubled with each that fails as well. */
  static final long FIRST_PAUSE_MILLIS = 500;

  /** What fails at every look must not take the time of what does not. */
  private static final int MOST_DOUBLINGS = 6;

  private final ControlState control;
  private final OwnTracks own;
  private final PendingAddresses pending;
  private final LookTimers timers = new LookTimers();

  /** How many looks in a row have failed at an address. */
  private final Map<Address, Integer> failures = new HashMap<>();

  public LookQueue(
      ControlState control, OwnTracks own, CandidateStore candidates, PendingMarks marks) {
    this.control = control;
    this.own = own;
    this.pending = new PendingAddresses(candidates, marks, this::known);
  }

  /**
   * After a restart: what was not final then gets another look at once. What belongs to no event
   * has nothing to be looked at until one is declared, and there may be more of it than a tick can
   * look at while a segment that is due waits.
   *
   * @param isFinal whether nothing is to be done about an address that has candidates
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

  /** A candidate comes; called before it is stored. */
  public void arrives(SegmentAddress address) {
    pending.arrives(address);
  }

  /** The event's definition is about to change, and with it perhaps its tracks. */
  public void changes(EventId event) {
    pending.mark(track -> track.event().equals(event));
  }

  /** Waits for something that has no known instant. */
  void add(Address address) {
    pending.add(address);
  }

  /**
   * Waits for an instant.
   *
   * @param instant epoch ms
   */
  void addUntil(Address address, long instant) {
    pending.add(address);
    timers.set(address, instant);
  }

  /**
   * A look at the address failed, and with it may have been lost what the address waited for. The
   * fault may be one of a moment, so the address gets another look; ever later if that fails too.
   *
   * @param now epoch ms
   */
  public void lookFailed(Address address, long now) {
    int before = failures.merge(address, 1, Integer::sum) - 1;
    timers.set(address, now + (FIRST_PAUSE_MILLIS << Math.min(before, MOST_DOUBLINGS)));
  }

  /** A look at the address went through. */
  public void looked(Address address) {
    failures.remove(address);
  }

  /** The address is final. */
  void remove(Address address) {
    timers.clear(address);
    pending.remove(address);
  }

  /** Takes at most {@code limit} addresses whose instant is not after {@code now}, epoch ms. */
  List<Address> takeDue(long now, int limit) {
    return timers.takeDue(now, limit);
  }

  /** Every address that is not final. */
  public List<Address> all() {
    return pending.all();
  }

  /** Those of the track. */
  public List<Address> of(Track track) {
    return pending.all().stream().filter(a -> a.track().equals(track)).toList();
  }

  /** Those of the event. */
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
