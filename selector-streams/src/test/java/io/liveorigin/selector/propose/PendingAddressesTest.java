package io.liveorigin.selector.propose;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.JournaledStore;
import io.liveorigin.selector.store.PendingMarks;
import io.liveorigin.selector.store.StoredEntries;
import io.liveorigin.selector.store.TaskEntries;
import io.liveorigin.selector.task.Quarantine;
import io.liveorigin.selector.task.SampleEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Waiting addresses are known again after a restart, wherever the process dies. */
class PendingAddressesTest {
  private static final Track TRACK = SampleEvent.TRACK;
  private static final long WAITING = 1_000;

  private final JournaledStore journal = new JournaledStore();
  private final TaskEntries entries = StoredEntries.of(journal);
  private final CandidateStore store = new CandidateStore(entries);
  private final PendingAddresses pending =
      new PendingAddresses(store, new PendingMarks(entries), TRACK::equals);
  private final Set<Address> model = new HashSet<>();

  @Test
  void the_newest_numbers_cost_no_write() {
    arrive(WAITING);
    pending.add(segment(WAITING));
    arrive(WAITING + PendingAddresses.LOOKED_THROUGH - 1);
    pending.remove(segment(WAITING));
    assertThat(journal.writes("p")).isZero();
  }

  @Test
  void what_falls_behind_is_marked_and_the_mark_is_taken_back() {
    arrive(WAITING);
    pending.add(segment(WAITING));
    arrive(WAITING + PendingAddresses.LOOKED_THROUGH);
    assertThat(journal.writes("p")).isEqualTo(1);
    pending.remove(segment(WAITING));
    assertThat(journal.writes("p")).isEqualTo(2);
  }

  @Test
  void what_a_restart_does_not_look_through_is_marked_at_once() {
    Track stranger = new Track(TRACK.event(), "stranger", 0);
    pending.arrives(new SegmentAddress(stranger, WAITING));
    pending.add(new SegmentAddress(stranger, WAITING));
    pending.add(new InitAddress(TRACK));
    // A decision was read from the log and masked; its candidates arrived before this cell began.
    pending.add(segment(WAITING));
    assertThat(journal.writes("p")).isEqualTo(3);
  }

  @Test
  void before_its_event_changes_all_of_it_is_marked() {
    arrive(WAITING);
    pending.add(segment(WAITING));
    EventId event = TRACK.event();
    pending.mark(track -> track.event().equals(event));
    assertThat(recovered(journal, List.of())).containsExactly(segment(WAITING));
  }

  @Property(tries = 300)
  void a_restart_knows_what_waits(
      @ForAll @Size(max = 60) List<@IntRange(max = 40) Integer> numbers,
      @ForAll @Size(max = 60) List<@IntRange(max = 2) Integer> turns) {
    for (int i = 0; i < Math.min(numbers.size(), turns.size()); i++) {
      SegmentAddress address = segment(numbers.get(i));
      if (turns.get(i) == 0) {
        pending.remove(address);
        model.remove(address);
      } else {
        arriveOrDie(address.number());
        pending.add(address);
        model.add(address);
      }
      assertThat(recovered(journal, List.of(TRACK))).isEqualTo(model);
    }
  }

  /** Adds an arrival, and checks a recovery after a crash at each of its writes. */
  private void arriveOrDie(long number) {
    journal.commit();
    arrive(number);
    for (int lost = 0; lost <= journal.uncommitted(); lost++) {
      assertThat(recovered(journal.copyWithout(lost), List.of(TRACK))).containsAll(model);
    }
  }

  private void arrive(long number) {
    pending.arrives(segment(number));
    store.put(segment(number), List.of(TrackSamples.candidate(TrackSamples.clean(number, "x"))));
  }

  private Set<Address> recovered(JournaledStore from, List<Track> tracks) {
    TaskEntries restored = StoredEntries.of(from);
    PendingAddresses next =
        new PendingAddresses(
            new CandidateStore(restored), new PendingMarks(restored), tracks::contains);
    next.recover(
        tracks,
        address -> !model.contains(address),
        new Quarantine("cell", 0, () -> 0, entry -> {}));
    return new HashSet<>(next.all());
  }

  private static SegmentAddress segment(long number) {
    return new SegmentAddress(TRACK, number);
  }
}
