package io.liveorigin.standalone.analyse.report;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.AcceptedRevisions;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.contract.wire.ViewRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts records into a report. Its input is the records of {@code selections} and {@code defects}
 * in the order of their logs, including redeliveries. One thread; pure.
 */
public final class ReportBuilder {
  /** More numbers than the selector skips before it reports a silent pipeline again. */
  private static final long SILENCE_SAID_AGAIN = 1_010;

  private final EventDefinition event;
  private final Schedule schedule;
  private final long from;
  private final long to;
  private final long first;
  private final long last;
  private final AcceptedRevisions revisions = new AcceptedRevisions();
  private final Set<String> ids = new HashSet<>();
  private final Map<SegmentAddress, SegmentTally> segments = new HashMap<>();
  private final Map<String, PipelineTally> pipelines = new HashMap<>();
  private final Map<String, Long> affecting = new HashMap<>();
  private final Map<String, Long> notFirst = new TreeMap<>();
  private final SilentRuns silences = new SilentRuns();
  private final ViewersTally viewers = new ViewersTally();
  private long upgrades;

  /**
   * @param from start of the interval of due instants, epoch ms, excluded
   * @param to its end, epoch ms, included
   */
  public ReportBuilder(EventDefinition event, long from, long to) {
    this.event = event;
    this.schedule = event.schedule();
    this.from = from;
    this.to = to;
    this.first = Math.max(schedule.firstNumber(), schedule.liveEdge(from) + 1);
    this.last = schedule.liveEdge(to);
  }

  /**
   * Start of the media of the first number of the interval, epoch ms; no decision about it can be
   * much older.
   */
  public long mediaStart() {
    return schedule.mediaStart(first);
  }

  /**
   * Start of the media of the first number whose records of {@code defects} may concern the
   * interval, epoch ms: a pipeline that has been silent since then is reported again within that
   * many numbers.
   */
  public long silenceStart() {
    return schedule.mediaStart(Math.max(schedule.firstNumber(), first - SILENCE_SAID_AGAIN));
  }

  /** Takes a record of {@code selections}, accepted or not. */
  public void decision(Decision decision) {
    if (!(decision.address() instanceof SegmentAddress address)
        || !wanted(address)
        || !revisions.accept(decision)) {
      return;
    }
    SegmentTally segment = segment(address);
    if (decision.reason() != Reason.FILLED) {
      decision.candidates().forEach(candidate -> copy(address, segment, candidate));
    }
    segment.decided(decision);
    waitedFor(decision).forEach(segment::waitedFor);
    if (decision.reason() == Reason.UPGRADE) {
      upgrades++;
    }
    decision
        .winner()
        .filter(w -> decision.reason() != Reason.FILLED)
        .filter(w -> !w.pipeline().equals(event.pipelines().get(0)))
        .ifPresent(w -> notFirst.merge(decision.reason().wire(), 1L, Long::sum));
  }

  /**
   * Returns the pipelines that were preferred to the winner, or all if there is no valid winner,
   * and for which the decision had to wait.
   */
  private List<String> waitedFor(Decision decision) {
    List<String> order = event.pipelines();
    String winner = decision.winner().map(Candidate::pipeline).orElse("");
    List<String> before =
        switch (decision.reason()) {
          case FALLBACK_DUE -> order.subList(0, Math.max(0, order.indexOf(winner)));
          case LEAST_BAD, MISSING, FILLED -> order;
          default -> List.of();
        };
    return before.stream().filter(p -> !decision.masked().contains(p)).toList();
  }

  private void copy(SegmentAddress address, SegmentTally segment, Candidate candidate) {
    PipelineTally pipeline = pipeline(candidate.pipeline());
    if (!segment.seen(candidate.pipeline())) {
      candidate
          .facts()
          .producerTime()
          .ifPresent(time -> pipeline.latency(candidate.arrival() - time));
    }
    if (candidate.facts().last()) {
      pipeline.ended(address.track().representation(), address.number());
    }
  }

  /** Takes a record of {@code defects}, which may be a redelivery. */
  public void defect(DefectRecord defect) {
    Track track = defect.address().track();
    if (!(defect.address() instanceof SegmentAddress address)) {
      ofInit(track, defect);
      return;
    }
    if (ofEvent(address)) {
      silences.take(defect);
    }
    if (!wanted(address) || !ids.add(defect.id())) {
      return;
    }
    pipeline(defect.pipeline()).defect(defect);
    SegmentTally segment = segment(address);
    if (defect.kind().equals(DefectKind.LATE.wire())) {
      segment.late(defect.pipeline());
    } else if (defect.kind().equals(DefectKind.MISSING_SEGMENT.wire())) {
      segment.missing(defect.pipeline());
    } else if (defect.severity() > 0) {
      segment.bad(defect.pipeline());
      affecting.merge(track.representation(), 1L, Long::sum);
    }
  }

  /** Takes a record of {@code views}; all decisions must have been taken before. */
  public void view(ViewRecord view) {
    long incarnation = view.incarnation().orElse(0L);
    if (incarnation != event.incarnation()) {
      return;
    }
    Optional<SegmentAddress> address =
        view.representation()
            .flatMap(
                name ->
                    view.number()
                        .map(
                            number ->
                                new SegmentAddress(
                                    new Track(event.id(), name, event.incarnation()), number)));
    if (address.isEmpty()) {
      if (view.at() > from && view.at() <= to) {
        viewers.elsewhere(view);
      }
    } else if (wanted(address.get())) {
      viewers.view(
          view,
          Optional.ofNullable(segments.get(address.get()))
              .flatMap(segment -> segment.served(view.pipeline())));
    }
  }

  /** Notes why the records of {@code views} cannot be read. */
  public void viewsUnknown(String why) {
    viewers.unknown(why);
  }

  /**
   * A defect of an init segment concerns all segments that are decoded with it, and is counted
   * once.
   */
  private void ofInit(Track track, DefectRecord defect) {
    boolean ours =
        track.event().equals(event.id())
            && track.incarnation() == event.incarnation()
            && event.representation(track.representation()).isPresent();
    if (ours && ids.add(defect.id())) {
      pipeline(defect.pipeline()).defect(defect);
    }
  }

  private boolean wanted(SegmentAddress address) {
    return ofEvent(address) && address.number() >= first && address.number() <= last;
  }

  private boolean ofEvent(SegmentAddress address) {
    return address.track().event().equals(event.id())
        && address.track().incarnation() == event.incarnation()
        && event.representation(address.track().representation()).isPresent();
  }

  private SegmentTally segment(SegmentAddress address) {
    return segments.computeIfAbsent(address, a -> new SegmentTally(schedule.due(a.number())));
  }

  private PipelineTally pipeline(String name) {
    return pipelines.computeIfAbsent(name, n -> new PipelineTally());
  }

  /** Counts missing segments that have no record of their own. */
  private void countSilences() {
    silences.forEach(
        first,
        last,
        (representation, pipeline, number) ->
            segment(
                    new SegmentAddress(
                        new Track(event.id(), representation, event.incarnation()), number))
                .missing(pipeline));
  }

  public Report build() {
    countSilences();
    List<Report.RepresentationLine> representations = new ArrayList<>();
    long begun =
        segments.keySet().stream().mapToLong(SegmentAddress::number).min().orElse(last + 1);
    long numbers = last - begun + 1;
    for (Representation representation : event.representations()) {
      representations.add(line(representation.id(), numbers));
    }
    long due = numbers * event.representations().size();
    return new Report(
        event.id().toString(),
        from,
        to,
        begun,
        last,
        due,
        due - segments.size(),
        new Report.Outcome(
            representations.stream().mapToLong(Report.RepresentationLine::valid).sum(),
            representations.stream().mapToLong(Report.RepresentationLine::defective).sum(),
            representations.stream().mapToLong(Report.RepresentationLine::none).sum(),
            upgrades,
            notFirst),
        event.pipelines().stream().map(this::line).toList(),
        representations,
        worst(representations),
        viewers.build());
  }

  private Report.RepresentationLine line(String representation, long numbers) {
    long valid = 0;
    long defective = 0;
    long none = 0;
    for (Map.Entry<SegmentAddress, SegmentTally> entry : segments.entrySet()) {
      if (entry.getKey().track().representation().equals(representation)) {
        SegmentTally segment = entry.getValue();
        valid += segment.winnerValid() ? 1 : 0;
        defective += segment.winner().isPresent() && !segment.winnerValid() ? 1 : 0;
        none += segment.winner().isEmpty() ? 1 : 0;
      }
    }
    return new Report.RepresentationLine(
        representation,
        numbers,
        valid,
        defective,
        none,
        affecting.getOrDefault(representation, 0L));
  }

  private Report.PipelineLine line(String name) {
    PipelineTally pipeline = pipeline(name);
    long due = 0;
    long late = 0;
    long missing = 0;
    long served = 0;
    long saved = 0;
    for (Map.Entry<SegmentAddress, SegmentTally> entry : segments.entrySet()) {
      SegmentAddress address = entry.getKey();
      SegmentTally segment = entry.getValue();
      if (!pipeline.hasEnded(address.track().representation(), address.number())) {
        due++;
        late += segment.isLate(name) ? 1 : 0;
        missing += segment.isMissing(name) ? 1 : 0;
      }
      if (segment.winner().filter(name::equals).isPresent()) {
        served++;
        saved += segment.winnerValid() && allOthersFailed(name, segment) ? 1 : 0;
      }
    }
    long inTime = due - late - missing;
    return new Report.PipelineLine(
        name,
        due,
        inTime,
        late,
        missing,
        availability(inTime, due),
        served,
        saved,
        pipeline.defects(),
        pipeline.declarations(),
        pipeline.latency());
  }

  /** Rounded down, so that only a complete delivery is 100 %. */
  private static Optional<Double> availability(long inTime, long due) {
    return due == 0 ? Optional.empty() : Optional.of(inTime * 10_000 / due / 100.0);
  }

  private boolean allOthersFailed(String name, SegmentTally segment) {
    List<String> others = event.pipelines().stream().filter(p -> !p.equals(name)).toList();
    return !others.isEmpty() && others.stream().allMatch(segment::failed);
  }

  private static Optional<String> worst(List<Report.RepresentationLine> lines) {
    return lines.stream()
        .filter(line -> line.defective() + line.none() + line.defects() > 0)
        .max(
            Comparator.comparingLong((Report.RepresentationLine l) -> l.defective() + l.none())
                .thenComparingLong(Report.RepresentationLine::defects))
        .map(Report.RepresentationLine::representation);
  }
}
