package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.selector.judge.RealMedia;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.task.SampleEvent;
import io.liveorigin.selector.topology.CrashStory.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One of the consecutive events with the same name, and what was published for it. */
final class CrashLife {
  private static final long SEGMENT_SECONDS = 2;
  private static final long OFF_TICKS = 200;
  private static final byte[] INIT = RealMedia.init();

  private final long incarnation;
  private final long first;
  private final EventDefinition event;
  private final Track track;
  private final Set<String> masked = new TreeSet<>();
  private final Set<String> withInit = new TreeSet<>();
  private long watchedFrom;
  private boolean farAhead;

  /** The puts of each pipeline in order, with their arrival. */
  private final Map<String, Map<Step.Put, Long>> puts = new TreeMap<>();

  /**
   * @param firstMediaEnd approximately when the media of the first published number ends, in epoch
   *     milliseconds
   */
  CrashLife(long incarnation, CrashStory.Opening opening, long firstMediaEnd) {
    this.incarnation = incarnation;
    this.first = opening.startNumber() + opening.skipped();
    Instant start =
        Instant.ofEpochSecond(firstMediaEnd / 1000 - SEGMENT_SECONDS * (opening.skipped() + 1));
    EventDefinition open =
        SampleEvent.event(opening.order(), start, opening.startNumber())
            .withIncarnation(incarnation);
    this.event = open.endingAt(Instant.ofEpochMilli(open.schedule().mediaEnd(last())));
    this.track = new Track(event.id(), SampleEvent.TRACK.representation(), incarnation);
    CrashStory.PIPELINES.forEach(pipeline -> puts.put(pipeline, new LinkedHashMap<>()));
    this.watchedFrom = first;
  }

  long incarnation() {
    return incarnation;
  }

  EventDefinition event() {
    return event;
  }

  Track track() {
    return track;
  }

  Schedule schedule() {
    return event.schedule();
  }

  /** Returns the instant at which the number is decided as missing, in epoch milliseconds. */
  long missing(long number) {
    return LiveEvent.of(event).missing(new SegmentAddress(track, number));
  }

  long first() {
    return first;
  }

  long last() {
    return first + CrashStory.NUMBERS - 1;
  }

  /** Returns the first number whose absence is reported. */
  long watchedFrom() {
    return watchedFrom;
  }

  /**
   * Records that the node's clock is ahead of the brokers' for a while. If it is a minute ahead,
   * the track seems to have begun earlier, and the node may skip numbers that nobody published.
   */
  void clock(long aheadMillis) {
    farAhead |= aheadMillis >= 60_000;
  }

  /** Returns whether each number is finally decided, published or not. */
  boolean decidesAll() {
    return !farAhead;
  }

  /**
   * Records when the track begins. A track is watched from its first candidate on, and not for
   * numbers that were due before. A track that seems to be at least a minute old, as any does to a
   * clock that is so far ahead, counts as one that began earlier: nothing is reported about its
   * first numbers, which are all of them here.
   *
   * @param now the brokers' time, in epoch milliseconds
   * @param ahead by how many milliseconds the node's clock is ahead of that
   */
  void opened(long now, long ahead) {
    watchedFrom = ahead < 60_000 ? Math.max(first, schedule().liveEdge(now)) : last() + 1;
  }

  Set<String> masked() {
    return masked;
  }

  Map<Step.Put, Long> puts(String pipeline) {
    return puts.get(pipeline);
  }

  SegmentAddress address(int index) {
    return new SegmentAddress(track, first + index);
  }

  byte[] bytes(Step.Put put) {
    if (put.unchecked()) {
      // No two events have equal bytes.
      int copy = (int) (incarnation * 10 + put.copy());
      return RealMedia.segment(ticks(put), copy);
    }
    return CrashStory.bytes("life %d: %s".formatted(incarnation, put));
  }

  Digest digest(Step.Put put) {
    return Digest.of(bytes(put));
  }

  /** Publishes a copy and returns the record that ingest makes of it. */
  SegmentRecord publish(Step.Put put, long now) {
    puts.get(put.pipeline()).putIfAbsent(put, now);
    return record(put);
  }

  SegmentRecord record(Step.Put put) {
    Facts seen = TrackSamples.facts(ticks(put), 50, TrackSamples.FRAME, "x");
    Facts checked =
        new Facts(
            seen.tracks(),
            seen.brands(),
            seen.fragments(),
            OptionalLong.empty(),
            RealMedia.initFacts(INIT).setup(),
            false,
            false);
    return new SegmentRecord(
        address(put.index()),
        "video/mp4",
        digest(put),
        put.unchecked() ? Facts.NONE : checked,
        put.quality() == 1 ? List.of(dropped()) : List.of());
  }

  private static Defect dropped() {
    return Defect.of(DefectKind.DROPPED_VIDEO_FRAMES, DefectSource.INGEST, Map.of("count", 1L));
  }

  private long ticks(Step.Put put) {
    long start = schedule().decodeTime(first + put.index(), TrackSamples.TIMESCALE);
    return start + (put.quality() == 2 ? OFF_TICKS : 0);
  }

  static byte[] init(boolean broken) {
    return broken ? new byte[] {1, 2, 3} : INIT;
  }

  SegmentRecord publishInit(String pipeline, boolean broken) {
    if (!broken) {
      withInit.add(pipeline);
    }
    byte[] bytes = init(broken);
    return new SegmentRecord(
        new InitAddress(track),
        "video/mp4",
        Digest.of(bytes),
        RealMedia.initFacts(bytes),
        List.of());
  }

  /** Returns whether the pipeline finally has a copy of the number without any defect. */
  boolean clean(String pipeline, int index) {
    List<Step.Put> before = new ArrayList<>();
    for (Step.Put put : puts.get(pipeline).keySet()) {
      boolean known = !put.unchecked() || withInit.contains(pipeline);
      if (put.index() == index && known && !bad(put, before)) {
        return true;
      }
      before.add(put);
    }
    return false;
  }

  /**
   * Returns the defects that follow from each pipeline's log in order and from the clock, by the
   * rules as documented.
   */
  List<String> defects() {
    List<String> expected = new ArrayList<>();
    for (String pipeline : CrashStory.PIPELINES) {
      List<Step.Put> before = new ArrayList<>();
      for (Step.Put put : puts.get(pipeline).keySet()) {
        String about = incarnation + pipeline + (first + put.index());
        if (put.quality() == 1) {
          expected.add(about + "dropped-video-frames" + digest(put).hex());
        }
        if (jumps(put, before)) {
          expected.add(about + "discontinuity" + digest(put).hex());
        }
        before.add(put);
      }
      expected.addAll(absences(pipeline));
    }
    return expected.stream().sorted().toList();
  }

  private List<String> absences(String pipeline) {
    List<String> expected = new ArrayList<>();
    int missed = 0;
    for (long n = watchedFrom; n <= last(); n++) {
      int index = (int) (n - first);
      long arrival =
          puts.get(pipeline).entrySet().stream()
              .filter(e -> e.getKey().index() == index)
              .mapToLong(Map.Entry::getValue)
              .min()
              .orElse(Long.MAX_VALUE);
      boolean missing = arrival > schedule().gone(n);
      String about = incarnation + pipeline;
      if (missing && missed == 2) {
        expected.add(about + (n - 2) + "pipeline-silent");
      } else if (missing && missed < 2) {
        expected.add(about + n + "late");
        expected.add(about + n + "missing-segment");
      } else if (!missing && arrival > schedule().due(n)) {
        expected.add(about + n + "late");
      }
      if (!missing && missed > 2) {
        expected.add(about + n + "pipeline-back");
      }
      missed = missing ? missed + 1 : 0;
    }
    return expected;
  }

  private static boolean jumps(Step.Put put, List<Step.Put> before) {
    List<Step.Put> previous = before.stream().filter(p -> p.index() == put.index() - 1).toList();
    if (previous.isEmpty()) {
      return false;
    }
    for (Step.Put other : previous) {
      boolean sameOffset = (other.quality() == 2) == (put.quality() == 2);
      boolean othersFault = put.quality() != 1 && bad(other, before);
      if (sameOffset || othersFault) {
        return false;
      }
    }
    return true;
  }

  private static boolean bad(Step.Put put, List<Step.Put> all) {
    int at = all.indexOf(put);
    return put.quality() == 1 || jumps(put, at < 0 ? all : all.subList(0, at));
  }
}
