package io.liveorigin.selector.intake;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.CandidateClass;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.media.inspect.SegmentSkeleton;
import io.liveorigin.selector.judge.Judge;
import io.liveorigin.selector.judge.LateInspection;
import io.liveorigin.selector.life.TrackState;
import io.liveorigin.selector.life.WindowState;
import io.liveorigin.selector.store.AfterCommitWrites;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.Skeleton;
import io.liveorigin.selector.store.SkeletonStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The copies that could not be checked yet, with their skeletons, and their check when an init
 * segment of their pipeline has come. A skeleton is deleted only when the findings are certain to
 * have been reported; until then a restart checks again and reports the same. Stream thread.
 */
public final class UncheckedCopies implements TrackState, WindowState {
  /**
   * Maximum size of the skeleton of one copy: 10 s of 60 frames a second have about 10 KiB besides
   * their media data.
   */
  public static final int MAX_BYTES = 24 * 1024;

  /**
   * Maximum number of copies of a segment from one pipeline. The first are kept: among equals, they
   * are the ones that count.
   */
  private static final int MAX_COPIES = 4;

  /**
   * At most this many numbers of a track are kept, the newest: half an hour without an init
   * segment.
   */
  public static final int MAX_NUMBERS = 1_024;

  private static final NavigableSet<Long> NONE = Collections.emptyNavigableSet();

  private final ControlState control;
  private final CandidateStore candidates;
  private final SkeletonStore skeletons;
  private final LateInspection inspection;
  private final Judge judge;
  private final AfterCommitWrites afterCommit;
  private final Map<Track, NavigableSet<Long>> kept = new HashMap<>();
  private final Set<SegmentAddress> toCheck = new LinkedHashSet<>();

  private record Copy(SegmentAddress address, String pipeline, Digest digest) {}

  /** Copies whose findings have been reported; their skeletons are about to be deleted. */
  private final Set<Copy> done = new HashSet<>();

  public UncheckedCopies(
      ControlState control,
      CandidateStore candidates,
      SkeletonStore skeletons,
      LateInspection inspection,
      Judge judge,
      AfterCommitWrites afterCommit) {
    this.control = control;
    this.candidates = candidates;
    this.skeletons = skeletons;
    this.inspection = inspection;
    this.judge = judge;
    this.afterCommit = afterCommit;
  }

  /** Called after a restart: the process may have died in the middle. */
  public void recover() {
    skeletons.forEach(
        address -> {
          numbers(address.track()).add(address.number());
          toCheck.add(address);
        });
  }

  /**
   * A candidate was recorded. If it is unchecked, the data that a later check needs are kept.
   *
   * @param again whether it was recorded before. The process may have died before this was kept,
   *     and the init segment may have come since: then nothing else would have it checked
   */
  public void recorded(SegmentAddress address, Candidate candidate, byte[] segment, boolean again) {
    if (candidate.candidateClass() != CandidateClass.UNCHECKED) {
      return;
    }
    List<Skeleton> before = skeletons.of(address);
    if (before.stream().anyMatch(s -> s.isOf(candidate))
        || before.stream().filter(s -> s.pipeline().equals(candidate.pipeline())).count()
            >= MAX_COPIES) {
      return;
    }
    Optional<byte[]> skeleton = SegmentSkeleton.of(segment, MAX_BYTES);
    if (skeleton.isPresent()) {
      List<Skeleton> all = new ArrayList<>(before);
      all.add(Skeleton.of(candidate, skeleton.get()));
      skeletons.put(address, all);
      keep(address);
      if (again) {
        toCheck.add(address);
      }
    }
  }

  private void keep(SegmentAddress address) {
    NavigableSet<Long> numbers = numbers(address.track());
    numbers.add(address.number());
    if (numbers.size() > MAX_NUMBERS) {
      SegmentAddress oldest = new SegmentAddress(address.track(), numbers.pollFirst());
      skeletons.put(oldest, List.of());
      toCheck.remove(oldest);
    }
  }

  /**
   * An init segment of the track came, or was chosen: the waiting copies are checked, the newest
   * first.
   */
  public void initArrived(Track track) {
    kept.getOrDefault(track, NONE)
        .descendingSet()
        .forEach(number -> toCheck.add(new SegmentAddress(track, number)));
  }

  /** The event was declared, or changed. */
  public void defined(EventId event) {
    kept.keySet().stream().filter(track -> track.event().equals(event)).forEach(this::initArrived);
  }

  /** The segments have left the window, and so have their skeletons in the store. */
  @Override
  public void forgetBelow(Track track, long number) {
    Optional.ofNullable(kept.get(track)).ifPresent(numbers -> numbers.headSet(number).clear());
    toCheck.removeIf(a -> a.track().equals(track) && a.number() < number);
  }

  @Override
  public void ended(Track track) {
    kept.remove(track);
    toCheck.removeIf(address -> address.track().equals(track));
    done.removeIf(copy -> copy.address().track().equals(track));
  }

  @Override
  public int tracks() {
    return kept.size();
  }

  /** Removes and returns the next addresses to check, at most {@code limit}. */
  public List<SegmentAddress> take(int limit) {
    List<SegmentAddress> taken = new ArrayList<>();
    Iterator<SegmentAddress> next = toCheck.iterator();
    while (taken.size() < limit && next.hasNext()) {
      taken.add(next.next());
      next.remove();
    }
    return taken;
  }

  /**
   * Checks the copies of one address once it is known which init segment viewers have, because the
   * findings against that belong to the check.
   *
   * @param now epoch ms
   * @return the copies that have been checked, as they are recorded now, for reporting
   */
  public List<Candidate> check(SegmentAddress address, long now) {
    Optional<LiveEvent> event = control.event(address.track());
    List<Skeleton> kept = skeletons.of(address);
    if (event.isEmpty() || kept.isEmpty() || !judge.initChosen(address.track())) {
      return List.of();
    }
    List<Candidate> copies = new ArrayList<>(candidates.of(address));
    List<Candidate> checked = new ArrayList<>();
    for (int i = 0; i < copies.size(); i++) {
      Candidate before = copies.get(i);
      Optional<Skeleton> skeleton = kept.stream().filter(s -> s.isOf(before)).findFirst();
      if (skeleton.isEmpty()) {
        continue;
      }
      Candidate after = checked(event.get(), address, before, skeleton.get());
      copies.set(i, after);
      Copy copy = new Copy(address, after.pipeline(), after.digest());
      if (after.candidateClass() != CandidateClass.UNCHECKED && done.add(copy)) {
        checked.add(after);
        afterCommit.make(now, () -> forget(copy));
      }
    }
    if (!copies.equals(candidates.of(address))) {
      candidates.put(address, copies);
    }
    return checked;
  }

  private Candidate checked(
      LiveEvent event, SegmentAddress address, Candidate before, Skeleton skeleton) {
    if (before.candidateClass() != CandidateClass.UNCHECKED) {
      return before;
    }
    return inspection
        .inspect(event, address, before, SegmentSkeleton.expand(skeleton.bytes()))
        .map(inspected -> judge.judge(event, address, inspected))
        .orElse(before);
  }

  private void forget(Copy copy) {
    done.remove(copy);
    List<Skeleton> left =
        skeletons.of(copy.address()).stream()
            .filter(s -> !s.pipeline().equals(copy.pipeline()) || !s.digest().equals(copy.digest()))
            .toList();
    skeletons.put(copy.address(), left);
    if (left.isEmpty()) {
      Optional.ofNullable(kept.get(copy.address().track()))
          .ifPresent(numbers -> numbers.remove(copy.address().number()));
    }
  }

  private NavigableSet<Long> numbers(Track track) {
    return kept.computeIfAbsent(track, unseen -> new TreeSet<>());
  }
}
