package io.liveorigin.selector.judge;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.SaturatingMath;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.CandidateClass;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.selector.life.TrackState;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.EntryKind;
import io.liveorigin.selector.store.TrackNotes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Adds the defects to a candidate that its own bytes do not show. Each finding depends only on the
 * pipeline's earlier records in the log, in order, and on the chosen init segment. It is recorded
 * with the candidate, so that a redelivery repeats it instead of finding something else. Stream
 * thread.
 */
public final class Judge implements TrackState {
  private static final Set<DefectKind> THINNED =
      Set.of(DefectKind.DROPPED_VIDEO_FRAMES, DefectKind.MISSING_AUDIO_SAMPLES);

  private final CandidateStore candidates;
  private final TrackNotes notes;
  private final PublishedOrder order;
  private final Function<InitAddress, Optional<Decision>> chosenInit;

  public Judge(
      CandidateStore candidates,
      TrackNotes notes,
      Function<InitAddress, Optional<Decision>> chosenInit) {
    this.candidates = candidates;
    this.notes = notes;
    this.order = new PublishedOrder(candidates);
    this.chosenInit = chosenInit;
  }

  @Override
  public void ended(Track track) {
    order.ended(track);
  }

  @Override
  public int tracks() {
    return order.tracks();
  }

  /** Returns the candidate with the defects that its track shows. */
  public Candidate judge(LiveEvent event, SegmentAddress address, Candidate candidate) {
    Candidate judged = matched(address, candidate);
    judged = with(judged, thinnedOut(event, address, judged));
    judged = with(judged, Continuity.check(judged, before(address, candidate.pipeline(), 1)));
    List<Defect> all = new ArrayList<>(judged.defects());
    all.addAll(
        NumberingOffset.check(
            judged,
            before(address, candidate.pipeline(), 1),
            before(address, candidate.pipeline(), 2)));
    return all.size() == judged.defects().size() ? judged : with(judged, all);
  }

  /**
   * Called after the candidate has been recorded: a clean segment teaches the cadence of its track
   * if it is the pipeline's newest there. The order is taken from the candidates, so a segment that
   * shows nothing new costs no write.
   */
  public void learn(LiveEvent event, SegmentAddress address, Candidate recorded) {
    if (!needsCadence(event, address)
        || !order.isNewest(address, recorded.pipeline())
        || !teaches(recorded)) {
      return;
    }
    Optional<Cadence> before = cadence(address, recorded.pipeline());
    Cadence.learn(before, recorded.facts(), address.number())
        .filter(after -> before.filter(after::sameExceptLastNumber).isEmpty())
        .ifPresent(c -> notes.put(EntryKind.CADENCE, address.track(), recorded.pipeline(), c));
  }

  /**
   * Whether a candidate must wait until it is known which init segment is served.
   *
   * @param candidates candidates of pipelines that count
   */
  public boolean awaitsInit(SegmentAddress address, List<Candidate> candidates) {
    return candidates.stream().anyMatch(c -> c.facts().setup().isPresent())
        && !initChosen(address.track());
  }

  /** Whether it is known which init segment of the track is served. */
  public boolean initChosen(Track track) {
    return chosenInit.apply(new InitAddress(track)).isPresent();
  }

  /** Whether nothing but the choice of the served init segment keeps a candidate from playing. */
  public static boolean needsOtherInit(Candidate candidate) {
    return !candidate.playable()
        && candidate.defects().stream()
            .filter(d -> !d.kind().playable())
            .allMatch(SetupMatch::isSetupDefect);
  }

  /**
   * Judges a recorded candidate against the init segment that is served now. If that changes
   * nothing, the earlier findings stay; otherwise everything is found anew.
   */
  public Candidate judgeAgain(LiveEvent event, SegmentAddress address, Candidate recorded) {
    if (matched(address, recorded).equals(recorded)) {
      return recorded;
    }
    List<Defect> others = new ArrayList<>(recorded.defects());
    others.removeIf(Judge::isFoundAgain);
    return judge(event, address, with(recorded, others));
  }

  /** Whether the finding follows from the track. The loss of the bytes does not, and stays. */
  private static boolean isFoundAgain(Defect defect) {
    return defect.source() == DefectSource.SELECTOR && defect.kind() != DefectKind.UNREADABLE;
  }

  /** The candidate judged against the init segment that is in force at its number. */
  private Candidate matched(SegmentAddress address, Candidate candidate) {
    List<Defect> others = new ArrayList<>(candidate.defects());
    others.removeIf(SetupMatch::isSetupDefect);
    Candidate bare =
        others.size() == candidate.defects().size() ? candidate : with(candidate, others);
    return with(
        bare,
        chosenInit
            .apply(new InitAddress(address.track()))
            .flatMap(init -> init.initAt(address.number()))
            .flatMap(init -> SetupMatch.check(bare, init)));
  }

  /**
   * Whether it was checked and has no media-affecting defect except those that follow from the
   * cadence: if these persist, they show a new cadence.
   */
  private static boolean teaches(Candidate recorded) {
    return recorded.candidateClass() != CandidateClass.UNCHECKED
        && recorded.defects().stream()
            .filter(Defect::mediaAffecting)
            .allMatch(d -> d.source() == DefectSource.SELECTOR && THINNED.contains(d.kind()));
  }

  /**
   * The pipeline's copies of the number that is {@code by} smaller; empty if there is no such
   * number.
   */
  private List<Candidate> before(SegmentAddress address, String pipeline, int by) {
    if (address.number() < by) {
      return List.of();
    }
    return candidates.of(new SegmentAddress(address.track(), address.number() - by)).stream()
        .filter(c -> c.pipeline().equals(pipeline))
        .toList();
  }

  private Optional<Defect> thinnedOut(
      LiveEvent event, SegmentAddress address, Candidate candidate) {
    if (!needsCadence(event, address)) {
      return Optional.empty();
    }
    Representation representation = representation(event, address).orElseThrow();
    boolean audio = representation.contentType() == ContentType.AUDIO;
    DefectKind kind = audio ? DefectKind.MISSING_AUDIO_SAMPLES : DefectKind.DROPPED_VIDEO_FRAMES;
    if (candidate.defects().stream().anyMatch(d -> d.kind() == kind)) {
      return Optional.empty();
    }
    Optional<Cadence> cadence = cadence(address, candidate.pipeline());
    long missing = cadence.map(c -> c.missing(candidate.facts())).orElse(0L);
    if (missing == 0) {
      return Optional.empty();
    }
    TrackFacts track = candidate.facts().tracks().get(0);
    long ticks = SaturatingMath.product(missing, cadence.get().sampleDuration());
    long rate = representation.audioSamplingRate().map(Long::valueOf).orElse(track.timescale());
    return Optional.of(
        Defect.of(
            kind,
            DefectSource.SELECTOR,
            Map.of(
                "count",
                counted(audio ? SaturatingMath.product(ticks, rate) / track.timescale() : missing),
                "duration-ms",
                counted(SaturatingMath.product(ticks, 1000L) / track.timescale()))));
  }

  /**
   * The largest value that a parameter of a defect may have, however long a segment claims to be.
   */
  private static long counted(long value) {
    return Math.min(value, Defect.MAX_INTEGER);
  }

  /** If the event declares the frame rate, ingest has compared each segment with that. */
  private static boolean needsCadence(LiveEvent event, SegmentAddress address) {
    return representation(event, address)
        .filter(r -> r.contentType() != ContentType.TEXT && r.frameRate().isEmpty())
        .isPresent();
  }

  private static Optional<Representation> representation(LiveEvent event, SegmentAddress address) {
    String id = address.track().representation();
    return event.definition().representations().stream().filter(r -> r.id().equals(id)).findFirst();
  }

  private Optional<Cadence> cadence(SegmentAddress address, String pipeline) {
    return notes.get(EntryKind.CADENCE, address.track(), pipeline, Cadence.class);
  }

  private static Candidate with(Candidate candidate, Optional<Defect> defect) {
    return defect.map(candidate::with).orElse(candidate);
  }

  private static Candidate with(Candidate candidate, List<Defect> defects) {
    return candidate.with(candidate.facts(), defects);
  }
}
