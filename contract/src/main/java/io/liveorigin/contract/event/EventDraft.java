package io.liveorigin.contract.event;

import io.liveorigin.contract.schedule.SegmentDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A definition that is being built, so that the order of its fields matters in one place only. A
 * field that is null takes its default. For use by one thread.
 */
final class EventDraft {
  String tenant;
  String event;
  List<String> pipelines;
  Instant availabilityStartTime;
  SegmentDuration segmentDuration;
  Long startNumber;
  String initialization;
  String media;
  Duration timeShiftBufferDepth;
  Optional<Instant> startTime;
  Optional<Instant> endTime;
  List<Representation> representations;
  Duration expectedLatency;
  Duration patience;
  Duration retryDeadline;
  Long incarnation;
  Optional<PauseSchedule> pauses;
  Optional<Duration> fillPatience;
  Optional<FillPolicy> fill;
  Optional<Duration> targetDuration;
  Optional<Duration> presentationDelay;
  Optional<Latency> latency;
  Optional<PlaybackRate> playbackRate;
  Optional<ContentSteering> steering;

  EventDraft() {}

  EventDraft(EventDefinition from) {
    tenant = from.tenant();
    event = from.event();
    pipelines = from.pipelines();
    availabilityStartTime = from.availabilityStartTime();
    segmentDuration = from.segmentDuration();
    startNumber = from.startNumber();
    initialization = from.initialization();
    media = from.media();
    timeShiftBufferDepth = from.timeShiftBufferDepth();
    startTime = from.startTime();
    endTime = from.endTime();
    representations = from.representations();
    expectedLatency = from.expectedLatency();
    patience = from.patience();
    retryDeadline = from.retryDeadline();
    incarnation = from.incarnation();
    pauses = from.pauses();
    fillPatience = from.fillPatience();
    fill = from.fill();
    targetDuration = from.targetDuration();
    presentationDelay = from.presentationDelay();
    latency = from.latency();
    playbackRate = from.playbackRate();
    steering = from.steering();
  }

  /** Creates the definition. Throws if it is not valid. */
  EventDefinition definition() {
    return new EventDefinition(
        tenant,
        event,
        pipelines,
        availabilityStartTime,
        segmentDuration,
        startNumber,
        initialization,
        media,
        timeShiftBufferDepth,
        startTime,
        endTime,
        representations,
        expectedLatency,
        patience,
        retryDeadline,
        incarnation,
        pauses,
        fillPatience,
        fill,
        targetDuration,
        presentationDelay,
        latency,
        playbackRate,
        steering);
  }
}
