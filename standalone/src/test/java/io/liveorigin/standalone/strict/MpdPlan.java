package io.liveorigin.standalone.strict;

import io.lindstrom.mpd.MPDParser;
import io.lindstrom.mpd.data.AdaptationSet;
import io.lindstrom.mpd.data.MPD;
import io.lindstrom.mpd.data.Period;
import io.lindstrom.mpd.data.Representation;
import io.lindstrom.mpd.data.SegmentTemplate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a live MPD with {@code $Number$} says of when and where each segment is, by the arithmetic
 * of ISO/IEC 23009-1 (5.3.9.5.3): no rule of ours is used. Pure.
 */
record MpdPlan(MPD mpd) {
  private static final long SECOND = 1000;

  /** Names that the parser has never heard of, and would refuse. */
  private static final Pattern UNKNOWN =
      Pattern.compile(
          " endNumber=\"\\d+\"|\\s*<FailoverContent.*?</FailoverContent>\\s*", Pattern.DOTALL);

  /**
   * One segment.
   *
   * @param period {@code Period@id}
   * @param init path of the init segment that plays before it
   * @param path relative to the MPD
   * @param availableAt epoch ms
   * @param nextTime presentation time of the one after it, ms since availabilityStartTime
   */
  record Segment(String period, String init, String path, long availableAt, long nextTime) {}

  /** Throws {@link IOException} where it is none. */
  static MpdPlan read(byte[] document) throws IOException {
    String mpd = new String(document, StandardCharsets.UTF_8);
    return new MpdPlan(new MPDParser().parse(UNKNOWN.matcher(mpd).replaceAll("")));
  }

  long availabilityStart() {
    return mpd.getAvailabilityStartTime().toInstant().toEpochMilli();
  }

  long publishTime() {
    return mpd.getPublishTime().toInstant().toEpochMilli();
  }

  /** Ids of the periods, in order. */
  List<String> periods() {
    return mpd.getPeriods().stream().map(Period::getId).toList();
  }

  Duration updatePeriod() {
    return mpd.getMinimumUpdatePeriod();
  }

  /** How far behind live a player is asked to begin, ms. */
  long suggestedDelay() {
    return Optional.ofNullable(mpd.getSuggestedPresentationDelay())
        .map(Duration::toMillis)
        .orElse(0L);
  }

  /** Ids of all representations that any period has. */
  List<String> representations() {
    return mpd.getPeriods().stream()
        .flatMap(period -> period.getAdaptationSets().stream())
        .flatMap(set -> set.getRepresentations().stream())
        .map(Representation::getId)
        .distinct()
        .toList();
  }

  /**
   * The segment of that representation in which that presentation time lies; empty where no period
   * has it.
   *
   * @param time ms since availabilityStartTime
   */
  Optional<Segment> at(String representation, long time) {
    return mpd.getPeriods().stream()
        .filter(period -> start(period) <= time)
        .max(Comparator.comparingLong(MpdPlan::start))
        .flatMap(period -> at(period, representation, time));
  }

  private Optional<Segment> at(Period period, String id, long time) {
    for (AdaptationSet set : period.getAdaptationSets()) {
      for (Representation representation : set.getRepresentations()) {
        if (representation.getId().equals(id)) {
          return Optional.of(segment(period, representation, set.getSegmentTemplate(), time));
        }
      }
    }
    return Optional.empty();
  }

  private Segment segment(
      Period period, Representation representation, SegmentTemplate template, long time) {
    long timescale = Objects.requireNonNullElse(template.getTimescale(), 1L);
    long duration = template.getDuration();
    long inPeriod = time - start(period);
    long index = Math.floorDiv(Math.multiplyExact(inPeriod, timescale), duration * SECOND);
    long end = -Math.floorDiv(-(index + 1) * duration * SECOND, timescale);
    long number = Objects.requireNonNullElse(template.getStartNumber(), 1L) + index;
    return new Segment(
        period.getId(),
        named(initialization(representation, template), representation, number),
        named(template.getMedia(), representation, number),
        availabilityStart() + start(period) + end,
        start(period) + end);
  }

  /** Attributes of a representation count before those of its set (5.3.9.1). */
  private static String initialization(Representation representation, SegmentTemplate ofSet) {
    return Optional.ofNullable(representation.getSegmentTemplate())
        .map(SegmentTemplate::getInitialization)
        .orElseGet(ofSet::getInitialization);
  }

  private static String named(String template, Representation representation, long number) {
    return template
        .replace("$RepresentationID$", representation.getId())
        .replace("$Bandwidth$", Long.toString(representation.getBandwidth()))
        .replace("$Number$", Long.toString(number));
  }

  private static long start(Period period) {
    return period.getStart().toMillis();
  }

  /** What may not change from one MPD to the next. */
  List<String> faultsAfter(MpdPlan earlier) {
    List<String> faults = new ArrayList<>();
    if (availabilityStart() != earlier.availabilityStart()) {
      faults.add("availabilityStartTime changed");
    }
    if (publishTime() < earlier.publishTime()) {
      faults.add("publishTime went back from " + earlier.publishTime() + " to " + publishTime());
    }
    // Media3 takes an MPD that has lost a later period for an older one, and gives up in the end.
    String last = earlier.periods().get(earlier.periods().size() - 1);
    if (!periods().contains(last)) {
      faults.add("the last period " + last + " is gone: " + periods());
    }
    return faults;
  }
}
