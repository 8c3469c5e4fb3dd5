package io.liveorigin.contract.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.PublishingPoint;
import io.liveorigin.contract.address.UrlTemplate;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.schedule.SegmentDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * One live event, as an operator declares it. Immutable and valid by construction: a bad value is
 * refused with its key and what is allowed. Absent optional fields take the defaults below.
 *
 * @param tenant owner
 * @param event name within the tenant
 * @param pipelines pipeline names in the order of preference, at least one
 * @param availabilityStartTime media time zero; the Unix epoch if absent
 * @param segmentDuration constant duration as a rational; 2/1 if absent
 * @param startNumber number of the segment at availabilityStartTime; 0 if absent
 * @param initialization SegmentTemplate@initialization
 * @param media SegmentTemplate@media
 * @param timeShiftBufferDepth time-shift window; 10 min if absent
 * @param startTime first instant of the event, if it has one
 * @param endTime end of the event, if it is known
 * @param representations at least one, ids distinct
 * @param expectedLatency time from the end of the media to publication; 1 s if absent
 * @param patience wait after due for a better candidate; 1 s if absent
 * @param retryDeadline time after due until a missing segment is gone; 10 s if absent
 * @param incarnation distinguishes events of the same name, epoch ms: the admin API sets it when
 *     the event is declared and keeps it until the event is deleted; 0 in a definition that an
 *     operator wrote, and for events that were declared before incarnations existed
 * @param pauses breaks in which nothing is expected of the packagers; empty if the definition says
 *     nothing about them, which leaves those in force as they are
 * @param fillPatience wait after decided for a number that no pipeline published, until it is
 *     decided as missing; see {@link #missingNumberPatience} if absent
 * @param fill what is served for a missing number; see {@link #fills} if absent
 * @param targetDuration target duration of its HLS playlists (RFC 8216bis, 4.4.3.1), whole seconds;
 *     the admin API sets it when the event is declared, and it never changes
 * @param presentationDelay how far behind the live edge players should be (ISO/IEC 23009-1,
 *     5.3.1.2); three segments if absent
 * @param latency the latency that players should have, from the media time of the schedule to its
 *     presentation, if it matters
 * @param playbackRate how players may change their speed to keep this latency
 * @param steering the server that HLS players ask for the CDN to use, if there is one
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EventDefinition(
    String tenant,
    String event,
    List<String> pipelines,
    Instant availabilityStartTime,
    SegmentDuration segmentDuration,
    Long startNumber,
    String initialization,
    String media,
    Duration timeShiftBufferDepth,
    Optional<Instant> startTime,
    Optional<Instant> endTime,
    List<Representation> representations,
    Duration expectedLatency,
    Duration patience,
    Duration retryDeadline,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) Long incarnation,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<PauseSchedule> pauses,
    Optional<Duration> fillPatience,
    Optional<FillPolicy> fill,
    Optional<Duration> targetDuration,
    Optional<Duration> presentationDelay,
    Optional<Latency> latency,
    Optional<PlaybackRate> playbackRate,
    Optional<ContentSteering> steering)
    implements PublishingPoint {

  public static final String DEFAULT_INITIALIZATION = "$RepresentationID$-init.mp4";
  public static final String DEFAULT_MEDIA = "$RepresentationID$-$Number$.m4s";
  private static final Duration MAX_WINDOW = Duration.ofDays(30);
  private static final Duration MAX_BUDGET = Duration.ofMinutes(10);
  private static final Duration FILL_PATIENCE = Duration.ofSeconds(1);

  public EventDefinition {
    EventValueRules.requireName("tenant", tenant);
    EventValueRules.requireName("event", event);
    pipelines = EventValueRules.requirePipelines(pipelines);
    availabilityStartTime = availabilityStartTime == null ? Instant.EPOCH : availabilityStartTime;
    EventValueRules.requireInstant("availabilityStartTime", availabilityStartTime);
    segmentDuration = segmentDuration == null ? new SegmentDuration(2, 1) : segmentDuration;
    startNumber = startNumber == null ? Long.valueOf(0) : startNumber;
    if (startNumber < 0 || startNumber > 1_000_000_000L) {
      throw EventValueRules.invalid("startNumber", "0 to 1000000000", startNumber);
    }
    initialization = initialization == null ? DEFAULT_INITIALIZATION : initialization;
    media = media == null ? DEFAULT_MEDIA : media;
    timeShiftBufferDepth =
        EventValueRules.between(
            "timeShiftBufferDepth",
            timeShiftBufferDepth,
            Duration.ofMinutes(10),
            Duration.ofSeconds(10),
            MAX_WINDOW);
    startTime = startTime == null ? Optional.empty() : startTime;
    endTime = endTime == null ? Optional.empty() : endTime;
    startTime.ifPresent(t -> EventValueRules.requireInstant("startTime", t));
    endTime.ifPresent(t -> EventValueRules.requireInstant("endTime", t));
    if (endTime.isPresent()
        && !(endTime.get().isAfter(availabilityStartTime)
            && endTime.get().isAfter(startTime.orElse(availabilityStartTime)))) {
      throw EventValueRules.invalid(
          "endTime", "after startTime and availabilityStartTime", endTime.get());
    }
    representations = EventValueRules.requireRepresentations(representations);
    TemplateRules.require(initialization, media, representations);
    expectedLatency =
        EventValueRules.between(
            "expectedLatency", expectedLatency, Duration.ofSeconds(1), Duration.ZERO, MAX_BUDGET);
    patience =
        EventValueRules.between(
            "patience", patience, Duration.ofSeconds(1), Duration.ZERO, MAX_BUDGET);
    retryDeadline =
        EventValueRules.between(
            "retryDeadline", retryDeadline, Duration.ofSeconds(10), patience, MAX_BUDGET);
    if (retryDeadline.compareTo(timeShiftBufferDepth) > 0) {
      throw EventValueRules.invalid("retryDeadline", "at most timeShiftBufferDepth", retryDeadline);
    }
    incarnation = incarnation == null ? Long.valueOf(0) : incarnation;
    if (incarnation < 0) {
      throw EventValueRules.invalid("incarnation", "0 or later", incarnation);
    }
    pauses = pauses == null ? Optional.empty() : pauses;
    fillPatience = fillPatience == null ? Optional.empty() : fillPatience;
    if (fillPatience.isPresent()) {
      EventValueRules.requireFillPatience(fillPatience.get(), patience, retryDeadline, MAX_BUDGET);
    }
    fill = fill == null ? Optional.empty() : fill;
    targetDuration = targetDuration == null ? Optional.empty() : targetDuration;
    targetDuration.ifPresent(EventValueRules::requireTargetDuration);
    presentationDelay = presentationDelay == null ? Optional.empty() : presentationDelay;
    if (presentationDelay.isPresent()) {
      EventValueRules.requirePresentationDelay(
          presentationDelay.get(), timeShiftBufferDepth, MAX_BUDGET);
    }
    latency = latency == null ? Optional.empty() : latency;
    playbackRate = playbackRate == null ? Optional.empty() : playbackRate;
    steering = steering == null ? Optional.empty() : steering;
  }

  /** Creates a definition in which everything else has its default. */
  public static EventDefinition of(
      String tenant, String event, List<String> pipelines, List<Representation> representations) {
    EventDraft draft = new EventDraft();
    draft.tenant = tenant;
    draft.event = event;
    draft.pipelines = pipelines;
    draft.representations = representations;
    return draft.definition();
  }

  /** The same definition under another name. */
  public EventDefinition withName(String name) {
    return with(draft -> draft.event = name);
  }

  /** The same definition with another media time zero. */
  public EventDefinition withAvailabilityStartTime(Instant instant) {
    return with(draft -> draft.availabilityStartTime = instant);
  }

  /** The same definition with segments of that duration. */
  public EventDefinition withSegmentDuration(SegmentDuration duration) {
    return with(draft -> draft.segmentDuration = duration);
  }

  /** The same definition with that number at media time zero. */
  public EventDefinition withStartNumber(long number) {
    return with(draft -> draft.startNumber = number);
  }

  /** The same definition with that template of media segments. */
  public EventDefinition withMedia(String template) {
    return with(draft -> draft.media = template);
  }

  /** The same definition with that time-shift window. */
  public EventDefinition withTimeShiftBufferDepth(Duration window) {
    return with(draft -> draft.timeShiftBufferDepth = window);
  }

  /** The same definition with these representations. */
  public EventDefinition withRepresentations(List<Representation> others) {
    return with(draft -> draft.representations = others);
  }

  /**
   * The same definition with these deadlines. They are set together, because they bound one
   * another.
   *
   * @param latency expected latency of publication, after the end of the media
   * @param wait patience after due, for a better candidate
   * @param retry time after due, until a missing segment is gone
   */
  public EventDefinition withDeadlines(Duration latency, Duration wait, Duration retry) {
    return with(
        draft -> {
          draft.expectedLatency = latency;
          draft.patience = wait;
          draft.retryDeadline = retry;
        });
  }

  /** The same definition with that wait for the first copy of a number, after {@code decided}. */
  public EventDefinition withFillPatience(Duration wait) {
    return with(draft -> draft.fillPatience = Optional.of(wait));
  }

  /** The same definition with that policy for numbers that no pipeline published. */
  public EventDefinition withFill(FillPolicy wanted) {
    return with(draft -> draft.fill = Optional.of(wanted));
  }

  /** The same definition with that target duration of its HLS playlists. */
  public EventDefinition withTargetDuration(Duration seconds) {
    return with(draft -> draft.targetDuration = Optional.of(seconds));
  }

  /** The same definition for that incarnation of the event. */
  public EventDefinition withIncarnation(long declared) {
    return with(draft -> draft.incarnation = declared);
  }

  /** The same definition with that first instant. */
  public EventDefinition startingAt(Instant start) {
    return with(draft -> draft.startTime = Optional.of(start));
  }

  /** The same definition with that end. */
  public EventDefinition endingAt(Instant end) {
    return with(draft -> draft.endTime = Optional.of(end));
  }

  /** The same definition with these breaks. */
  public EventDefinition withPauses(Optional<PauseSchedule> breaks) {
    return with(draft -> draft.pauses = breaks);
  }

  private EventDefinition with(Consumer<EventDraft> change) {
    EventDraft draft = new EventDraft(this);
    change.accept(draft);
    return draft.definition();
  }

  /** The publishing point. */
  @Override
  @JsonIgnore
  public EventId id() {
    return new EventId(tenant, event);
  }

  /**
   * The schedule of the event. Each call creates one. That is cheap, but code that serves requests
   * should keep it.
   */
  @Override
  @JsonIgnore
  public Schedule schedule() {
    return new Schedule(
        availabilityStartTime.toEpochMilli(),
        segmentDuration,
        startNumber,
        expectedLatency.toMillis(),
        patience.toMillis(),
        retryDeadline.toMillis(),
        timeShiftBufferDepth.toMillis(),
        millis(startTime),
        millis(endTime));
  }

  /**
   * How long after {@code decided} the selector waits for a number that no pipeline published:
   * {@code fillPatience}; if absent, 1 s, but never beyond {@code gone}.
   */
  public Duration missingNumberPatience() {
    Duration left = retryDeadline.minus(patience);
    return fillPatience.orElse(left.compareTo(FILL_PATIENCE) < 0 ? left : FILL_PATIENCE);
  }

  /**
   * The policy for a number that no pipeline published: {@code fill}; if absent, {@link
   * FillPolicy#ALL}.
   */
  public FillPolicy fills() {
    return fill.orElse(FillPolicy.ALL);
  }

  /** Returns whether URLs name segments by their decode time and not by their number. */
  public boolean timeInUrls() {
    return UrlTemplate.parse(media).has("Time");
  }

  /** The declared representation of that id. */
  public Optional<Representation> representation(String id) {
    return representations.stream().filter(r -> r.id().equals(id)).findFirst();
  }

  /**
   * Throws {@link ErrorCode#EVENT_CONFLICT} if {@code next} changes a field that must never change.
   */
  public void requireCompatible(EventDefinition next) {
    requireSame("availabilityStartTime", availabilityStartTime, next.availabilityStartTime);
    requireSame("segmentDuration", segmentDuration, next.segmentDuration);
    requireSame("startNumber", startNumber, next.startNumber);
    requireSame("initialization", initialization, next.initialization);
    requireSame("media", media, next.media);
  }

  private static void requireSame(String key, Object now, Object next) {
    if (!now.equals(next)) {
      throw new OriginException(
          ErrorCode.EVENT_CONFLICT,
          key + " never changes: it is " + now + ", the new definition says " + next);
    }
  }

  private static OptionalLong millis(Optional<Instant> instant) {
    return instant.isPresent()
        ? OptionalLong.of(instant.get().toEpochMilli())
        : OptionalLong.empty();
  }
}
