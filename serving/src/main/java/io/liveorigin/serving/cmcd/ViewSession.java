package io.liveorigin.serving.cmcd;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.wire.ViewRecord.Located;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The state of one session: its event, what it has received lately, and whether playback has
 * stopped. One thread.
 */
final class ViewSession {
  /**
   * Ten seconds or more of a few tracks, as much as players buffer at the live edge. Thousands of
   * sessions keep as many.
   */
  private static final int MOST_RECEIVED = 16;

  private static final long SECOND_MILLIS = 1_000;

  /**
   * Where playback was.
   *
   * @param track empty if it is not known which representation was played
   * @param copy the copy that the session received of it, if that is known
   */
  record Place(
      Optional<Track> track,
      OptionalLong number,
      Optional<Located> located,
      Optional<ReceivedCopy> copy) {
    static Place of(ReceivedCopy copy) {
      return new Place(
          Optional.of(copy.address().track()),
          OptionalLong.of(copy.address().number()),
          Optional.of(Located.URL),
          Optional.of(copy));
    }
  }

  /** A stall that has not ended. */
  record Stall(long at, Place place) {}

  private final ViewSettings settings;
  private final Deque<ReceivedCopy> received = new ArrayDeque<>();
  private LiveEvent event;
  private String id;
  private Optional<Stall> stall = Optional.empty();
  private final PlayerClock clock = new PlayerClock();
  private boolean statesReported;
  private long lastState = Long.MIN_VALUE;
  private boolean played;
  private long lastSeen;
  private long refilled;
  private double tokens;

  /**
   * @param id as it is written
   */
  ViewSession(ViewSettings settings, LiveEvent event, String id, long now) {
    this.settings = settings;
    this.event = event;
    this.id = id;
    this.lastSeen = now;
    this.refilled = now;
    this.tokens = settings.sessionBurst();
  }

  LiveEvent event() {
    return event;
  }

  String id() {
    return id;
  }

  long lastSeen() {
    return lastSeen;
  }

  /**
   * Notes that the session watches this event now; what it did in another one is forgotten.
   *
   * @param ownId as it is written today
   */
  void watches(LiveEvent now, String ownId) {
    if (!now.id().equals(event.id())
        || !now.definition().incarnation().equals(event.definition().incarnation())) {
      received.clear();
      stall = Optional.empty();
      played = false;
    }
    id = ownId;
    event = now;
  }

  /**
   * Returns whether the session may have another record, and counts it.
   *
   * @param spare whether it is a record of which there are many: a quarter is kept for others
   */
  boolean admits(boolean spare, long now) {
    double refill = Math.max(0, now - refilled) * (double) settings.sessionRate() / SECOND_MILLIS;
    tokens = Math.min(settings.sessionBurst(), tokens + refill);
    refilled = Math.max(refilled, now);
    if (tokens < 1 + (spare ? settings.sessionBurst() / 4 : 0)) {
      return false;
    }
    tokens--;
    return true;
  }

  /**
   * Notes a body. If it shows that earlier ones were late, what they said happened earlier, too.
   *
   * @param behind how far its newest line is behind the node's clock, ms
   */
  void arrived(long behind) {
    long earlier = clock.arrived(behind);
    if (earlier != 0) {
      stall = stall.map(open -> new Stall(open.at() + earlier, open.place()));
      lastState = statesReported ? lastState + earlier : lastState;
    }
  }

  /** The correction of the player's clock, to be added, ms. */
  long correction() {
    return clock.correction();
  }

  /** Notes a report. */
  void seen(long now) {
    lastSeen = Math.max(lastSeen, now);
  }

  void received(ReceivedCopy copy) {
    received.addFirst(copy);
    if (received.size() > MOST_RECEIVED) {
      received.removeLast();
    }
  }

  /** Whether the player reports changes of its state, so that stalls are seen when they begin. */
  boolean statesReported() {
    return statesReported;
  }

  /** Notes a change of state; returns false if a later one is known. */
  boolean stateReported(long at) {
    boolean latest = !statesReported || at >= lastState;
    lastState = latest ? at : lastState;
    statesReported = true;
    return latest;
  }

  /** Whether the session has played, so that what stops from now on is no start. */
  boolean hasPlayed() {
    return played;
  }

  void plays() {
    played = true;
  }

  Optional<Stall> stall() {
    return stall;
  }

  void stalled(Stall began) {
    stall = Optional.of(began);
  }

  void resumed() {
    stall = Optional.empty();
  }

  /**
   * Finds the place at which playback is, or stopped.
   *
   * @param stops whether it stops now, for lack of what comes next
   */
  Place place(PlayerReport report, long at, boolean stops) {
    OptionalLong newest =
        preferred(List.copyOf(received))
            .map(copy -> OptionalLong.of(newest(copy.address().track())))
            .orElse(OptionalLong.empty());
    Optional<PlayheadRule.Position> position =
        PlayheadRule.of(event.schedule(), report, at, newest, stops);
    if (position.isEmpty()) {
      return new Place(track(), OptionalLong.empty(), Optional.empty(), Optional.empty());
    }
    long number = position.get().number();
    Optional<ReceivedCopy> copy =
        preferred(received.stream().filter(some -> some.address().number() == number).toList());
    return new Place(
        copy.map(ReceivedCopy::address).map(SegmentAddress::track).or(this::track),
        OptionalLong.of(number),
        Optional.of(position.get().located()),
        copy);
  }

  private long newest(Track track) {
    return received.stream()
        .map(ReceivedCopy::address)
        .filter(address -> address.track().equals(track))
        .mapToLong(SegmentAddress::number)
        .max()
        .orElseThrow();
  }

  private Optional<Track> track() {
    return preferred(List.copyOf(received)).map(copy -> copy.address().track());
  }

  /** The latest copy of video, or the latest one if there is no video. */
  private Optional<ReceivedCopy> preferred(List<ReceivedCopy> latestFirst) {
    return latestFirst.stream()
        .filter(this::isVideo)
        .findFirst()
        .or(() -> latestFirst.stream().findFirst());
  }

  private boolean isVideo(ReceivedCopy copy) {
    return event
        .definition()
        .representation(copy.address().track().representation())
        .filter(representation -> representation.contentType() == ContentType.VIDEO)
        .isPresent();
  }
}
