package io.liveorigin.standalone.analyse.explain;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.AcceptedRevisions;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.standalone.analyse.read.EarlyDecision;
import io.liveorigin.standalone.analyse.read.PublicTopics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts together the records of one segment from the topics. */
public final class HistoryReader {
  /**
   * A record may be older than its segment's media: packagers may be ahead of the clock, and clocks
   * differ.
   */
  private static final long EARLY_MILLIS = 60_000;

  private HistoryReader() {}

  /**
   * Reads the topics.
   *
   * @param asked the segment as the user typed it, of the event that has that name now
   * @param now epoch ms
   */
  public static SegmentHistory read(PublicTopics topics, SegmentAddress asked, long now) {
    ControlState control = topics.control();
    LiveEvent event = PublicTopics.require(control, asked.track().event());
    requireRepresentation(event, asked);
    SegmentAddress address =
        new SegmentAddress(event.track(asked.track().representation()), asked.number());
    long from = event.schedule().mediaStart(address.number()) - EARLY_MILLIS;
    List<Decision> decisions = new ArrayList<>();
    List<EarlyDecision> early = new ArrayList<>();
    topics.decisions(address, from, decisions::add, early::add);
    List<DefectRecord> defects = new ArrayList<>();
    topics.defects(address, from, defects::add);
    List<Mask> masks =
        control.masks(event.id()).stream().filter(mask -> mask.covers(address)).toList();
    return history(event, address, decisions, early, defects, masks, now);
  }

  private static void requireRepresentation(LiveEvent event, SegmentAddress address) {
    String id = address.track().representation();
    if (event.definition().representation(id).isEmpty()) {
      throw new OriginException(
          ErrorCode.UNKNOWN_REPRESENTATION,
          "event "
              + event.id()
              + " has no representation '"
              + id
              + "'; it has "
              + event.definition().representations().stream()
                  .map(Representation::id)
                  .collect(Collectors.joining(", ")));
    }
  }

  /** Makes the history from the records about the address, each topic in the order of its log. */
  static SegmentHistory history(
      LiveEvent event,
      SegmentAddress address,
      List<Decision> decisions,
      List<EarlyDecision> early,
      List<DefectRecord> defects,
      List<Mask> masks,
      long now) {
    Schedule schedule = event.schedule();
    AcceptedRevisions revisions = new AcceptedRevisions();
    Map<Boolean, List<Decision>> byAcceptance =
        decisions.stream().collect(Collectors.partitioningBy(revisions::accept));
    return new SegmentHistory(
        address,
        schedule,
        event.definition().pipelines(),
        now,
        copies(address, decisions, defects, schedule.mediaStart(address.number())),
        distinct(defects.stream().filter(d -> d.digest().isEmpty()).toList()),
        byAcceptance.get(true),
        byAcceptance.get(false),
        early,
        masks);
  }

  /** Collects the copies. Proposals that were not accepted list copies, too. */
  private static List<Copy> copies(
      SegmentAddress address, List<Decision> decisions, List<DefectRecord> defects, long media) {
    Map<List<String>, Copy> copies = new LinkedHashMap<>();
    for (Decision decision : decisions) {
      for (Candidate candidate : decision.candidates()) {
        List<DefectRecord> own = new ArrayList<>();
        for (Defect defect : candidate.defects()) {
          own.add(DefectRecord.of(address, candidate, defect, media));
        }
        Copy copy =
            new Copy(
                candidate.pipeline(),
                candidate.digest().hex(),
                candidate.arrival(),
                Optional.of(candidate),
                own);
        copies.merge(key(copy), copy, HistoryReader::merge);
      }
    }
    for (DefectRecord defect : defects) {
      if (defect.digest().isPresent()) {
        Copy copy =
            new Copy(
                defect.pipeline(),
                defect.digest().get(),
                defect.eventTime(),
                Optional.empty(),
                List.of(defect));
        copies.merge(key(copy), copy, HistoryReader::merge);
      }
    }
    return copies.values().stream().sorted(Comparator.comparingLong(Copy::arrival)).toList();
  }

  private static List<String> key(Copy copy) {
    return List.of(copy.pipeline(), copy.digest());
  }

  private static Copy merge(Copy known, Copy more) {
    List<DefectRecord> defects = new ArrayList<>(known.defects());
    defects.addAll(more.defects());
    return new Copy(
        known.pipeline(),
        known.digest(),
        Math.min(known.arrival(), more.arrival()),
        known.candidate().or(more::candidate),
        distinct(defects));
  }

  /** Records may be delivered more than once; the same defect has the same id. */
  private static List<DefectRecord> distinct(Collection<DefectRecord> defects) {
    Map<String, DefectRecord> byId = new LinkedHashMap<>();
    defects.forEach(defect -> byId.putIfAbsent(defect.id(), defect));
    return List.copyOf(byId.values());
  }
}
