package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.selector.judge.RealMedia;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.task.SampleEvent;
import io.liveorigin.selector.topology.SelectionStory.Spoiling;
import io.liveorigin.selector.topology.SelectionStory.Step;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Applies a story to the topology. */
final class StoryTeller {
  private static final String CONTENT_TYPE = "video/mp4";
  private static final byte[] INIT = RealMedia.init();
  private static final byte[] BROKEN = {1, 2, 3};
  private static final Facts CHECKED =
      new Facts(
          List.of(),
          List.of(),
          1,
          OptionalLong.empty(),
          RealMedia.initFacts(INIT).setup(),
          false,
          false);

  private final SelectorHarness selector;
  private final SelectionStory story;
  private final TreeSet<String> masked = new TreeSet<>();
  private EventDefinition event;

  /** The position among the events with this name: 1 for the first. */
  private long incarnation = 1;

  StoryTeller(SelectorHarness selector, SelectionStory story) {
    this.selector = selector;
    this.story = story;
  }

  /** Runs the story from the declaration on until nothing more can change. */
  void tell() {
    declare(story.order());
    story.order().stream().filter(this::hasInit).forEach(p -> init(p, false));
    before();
    for (Step step : story.steps()) {
      selector.advanceTo(mediaEnd() + step.at());
      perform(step);
      // The next ticks: masks are processed and copies are checked between records.
      selector.advanceTo(mediaEnd() + step.at() + 60);
    }
    selector.advanceTo(mediaEnd() + 6_000);
  }

  /** Returns when the media of the segment ends by the schedule, in epoch milliseconds. */
  long mediaEnd() {
    return schedule().mediaEnd(story.number());
  }

  private Schedule schedule() {
    return event.schedule();
  }

  private boolean hasInit(String pipeline) {
    return !story.withoutInit().contains(pipeline);
  }

  private void declare(List<String> order) {
    event =
        SampleEvent.event(order, Instant.ofEpochSecond(story.startSeconds()), story.startNumber())
            .withIncarnation(incarnation);
    selector.apply(event);
  }

  private Track track() {
    return trackOf(incarnation);
  }

  private Track trackOf(long which) {
    return new Track(SampleEvent.TRACK.event(), SampleEvent.TRACK.representation(), which);
  }

  private SegmentAddress segment() {
    return new SegmentAddress(track(), story.number());
  }

  private void perform(Step step) {
    if (step instanceof Step.Put put) {
      put(put);
    } else if (step instanceof Step.Init init) {
      init(init.pipeline(), init.broken());
    } else if (step instanceof Step.Mask mask) {
      masked.add(mask.pipeline());
      selector.mask(maskOf(mask.pipeline()), mask.pipeline(), story.number(), story.number());
    } else if (step instanceof Step.Unmask unmask) {
      unmask(unmask.pipeline());
    } else if (step instanceof Step.Again again) {
      again(again.order());
    } else if (step instanceof Step.Stale stale) {
      SegmentAddress before = new SegmentAddress(trackOf(incarnation - 1), story.number());
      selector.send(stale.pipeline(), before, bytes("of yesterday"), CHECKED, List.of());
    } else if (step instanceof Step.Early early) {
      early(early);
    } else if (step instanceof Step.Spoiled spoiled) {
      spoiled(spoiled.pipeline(), spoiled.how());
    }
  }

  private static String maskOf(String pipeline) {
    return "mask-" + pipeline;
  }

  private void unmask(String pipeline) {
    masked.remove(pipeline);
    selector.unmask(maskOf(pipeline));
  }

  /** Declares the event again. As in the admin API, the masks are removed with the event. */
  private void again(List<String> order) {
    List.copyOf(masked).forEach(this::unmask);
    selector.delete(event);
    incarnation++;
    declare(order);
    order.stream().filter(p -> hasInit(p) || p.equals(order.get(0))).forEach(p -> init(p, false));
    before();
  }

  /** Publishes the previous number by pipeline c, whose init segment exists from the start. */
  private void before() {
    if (story.hasBegun()) {
      SegmentAddress address = new SegmentAddress(track(), story.number() - 1);
      selector.send("c", address, bytes("before"), CHECKED, List.of());
    }
  }

  private void put(Step.Put put) {
    if (put.unchecked()) {
      // Seven seconds off, which cannot be seen without knowing the timescale.
      long off = put.quality() == 0 ? 0 : 7 * TrackSamples.TIMESCALE;
      long decodeTime = schedule().decodeTime(story.number(), TrackSamples.TIMESCALE);
      byte[] bytes = RealMedia.segment(decodeTime + off, put.copy());
      selector.send(put.pipeline(), segment(), bytes, Facts.NONE, List.of());
      return;
    }
    List<Defect> defects =
        put.quality() == 0
            ? List.of()
            : List.of(Defect.of(put.kind(), DefectSource.INGEST, Map.of()));
    byte[] bytes = bytes(put.pipeline() + " " + put.defect() + " copy " + put.copy());
    selector.send(put.pipeline(), segment(), bytes, CHECKED, defects);
  }

  private void init(String pipeline, boolean broken) {
    List<Defect> defects =
        broken
            ? List.of(Defect.of(DefectKind.MALFORMED, DefectSource.INGEST, Map.of()))
            : List.of();
    byte[] bytes = broken ? BROKEN : INIT;
    selector.send(pipeline, new InitAddress(track()), bytes, RealMedia.initFacts(bytes), defects);
  }

  private void early(Step.Early early) {
    int next = selector.stores().chosen(segment()).map(Decision::revision).orElse(0) + 1;
    selector.otherCell(decision(early.pipeline(), next, selector.now() + early.millis()));
  }

  /** Returns a decision of another cell in which this copy wins. */
  private Decision decision(String pipeline, int revision, long notBefore) {
    Candidate copy =
        new Candidate(
            pipeline,
            new RecordPosition(Topics.segments(pipeline), 0, 0),
            Digest.of(bytes("of another cell")),
            1,
            CONTENT_TYPE,
            0,
            CHECKED,
            List.of());
    return new Decision(
        segment(),
        revision,
        Optional.of(copy),
        Reason.FALLBACK_DUE,
        List.of(copy),
        List.of(),
        schedule().due(story.number()),
        selector.now(),
        "another",
        notBefore);
  }

  private void spoiled(String pipeline, Spoiling how) {
    byte[] bytes = bytes("spoiled");
    SegmentRecord record =
        new SegmentRecord(segment(), CONTENT_TYPE, Digest.of(bytes), CHECKED, List.of());
    String topic = record.topic(pipeline);
    Headers headers = record.headers();
    String key = ControlKey.event(event.id()).toString();
    byte[] torn = bytes("{\"tenant\": ");
    switch (how) {
      case OTHER_BYTES -> selector.raw(topic, record.key(), bytes("other bytes"), headers);
      case NO_NUMBER -> selector.raw(topic, record.key(), bytes, without(headers));
      case NO_KEY -> selector.raw(topic, null, bytes, headers);
      case DEFINITION -> selector.raw(Topics.CONTROL, key, torn, new RecordHeaders());
      case DECISION -> selector.raw(Topics.SELECTIONS, track().key(), torn, new RecordHeaders());
      case REVISION -> {
        int next = selector.stores().chosen(segment()).map(Decision::revision).orElse(0) + 2;
        byte[] value = DecisionJson.write(decision(pipeline, next, 0));
        selector.raw(Topics.SELECTIONS, track().key(), value, new RecordHeaders());
      }
    }
  }

  private static Headers without(Headers headers) {
    Headers fewer = new RecordHeaders(headers);
    fewer.remove(SegmentRecord.NUMBER);
    return fewer;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
