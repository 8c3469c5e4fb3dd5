package io.liveorigin.contract.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.Names;
import io.liveorigin.contract.address.PublishingPoint;
import io.liveorigin.contract.address.UrlTemplate;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.schedule.SegmentDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One live event, as an operator declares it. Immutable and valid by construction: every refused
 * value is answered with its key and what is allowed. Absent optional fields take the defaults
 * below.
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
 * @param expectedLatency publication after media end; 1 s if absent
 * @param patience wait after due for a better candidate; 1 s if absent
 * @param retryDeadline after due, a missing segment is gone; 10 s if absent
 * @param incarnation which event of this name it is, epoch ms: the admin API sets it when the event
 *     is declared and keeps it until the event is deleted; 0 in a definition that an operator
 *     wrote, and for events that were declared before incarnations existed
 * @param pauses breaks in which nothing is expected of the packagers; empty where the definition
 *     says nothing of them, which leaves those that are in force as they are
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
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Pauses> pauses)
    implements PublishingPoint {

  public static final String DEFAULT_INITIALIZATION = "$RepresentationID$-init.mp4";
  public static final String DEFAULT_MEDIA = "$RepresentationID$-$Number$.m4s";
  private static final Duration MAX_WINDOW = Duration.ofDays(30);
  private static final Duration MAX_BUDGET = Duration.ofMinutes(10);
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int MAX_PIPELINES = 8;
  private static final int MAX_REPRESENTATIONS = 256;

  public EventDefinition {
    requireName("tenant", tenant);
    requireName("event", event);
    pipelines = requirePipelines(pipelines);
    availabilityStartTime = availabilityStartTime == null ? Instant.EPOCH : availabilityStartTime;
    requireInstant("availabilityStartTime", availabilityStartTime);
    segmentDuration = segmentDuration == null ? new SegmentDuration(2, 1) : segmentDuration;
    startNumber = startNumber == null ? Long.valueOf(0) : startNumber;
    if (startNumber < 0 || startNumber > 1_000_000_000L) {
      throw invalid("startNumber", "0 to 1000000000", startNumber);
    }
    initialization = initialization == null ? DEFAULT_INITIALIZATION : initialization;
    media = media == null ? DEFAULT_MEDIA : media;
    timeShiftBufferDepth =
        between(
            "timeShiftBufferDepth",
            timeShiftBufferDepth,
            Duration.ofMinutes(10),
            Duration.ofSeconds(10),
            MAX_WINDOW);
    startTime = startTime == null ? Optional.empty() : startTime;
    endTime = endTime == null ? Optional.empty() : endTime;
    startTime.ifPresent(t -> requireInstant("startTime", t));
    endTime.ifPresent(t -> requireInstant("endTime", t));
    if (endTime.isPresent()
        && !(endTime.get().isAfter(availabilityStartTime)
            && endTime.get().isAfter(startTime.orElse(availabilityStartTime)))) {
      throw invalid("endTime", "after startTime and availabilityStartTime", endTime.get());
    }
    representations = requireRepresentations(representations);
    DeclaredTemplates.require(initialization, media, representations);
    expectedLatency =
        between(
            "expectedLatency", expectedLatency, Duration.ofSeconds(1), Duration.ZERO, MAX_BUDGET);
    patience = between("patience", patience, Duration.ofSeconds(1), Duration.ZERO, MAX_BUDGET);
    retryDeadline =
        between("retryDeadline", retryDeadline, Duration.ofSeconds(10), patience, MAX_BUDGET);
    if (retryDeadline.compareTo(timeShiftBufferDepth) > 0) {
      throw invalid("retryDeadline", "at most timeShiftBufferDepth", retryDeadline);
    }
    incarnation = incarnation == null ? Long.valueOf(0) : incarnation;
    if (incarnation < 0) {
      throw invalid("incarnation", "0 or later", incarnation);
    }
    pauses = pauses == null ? Optional.empty() : pauses;
  }

  /** A definition as an operator writes it: its incarnation is set when it is declared. */
  public EventDefinition(
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
      Duration retryDeadline) {
    this(
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
        0L,
        Optional.empty());
  }

  /** The same definition for that incarnation of the event. */
  public EventDefinition withIncarnation(long declared) {
    return with(endTime, declared, pauses);
  }

  /** The same definition with that end. */
  public EventDefinition endingAt(Instant end) {
    return with(Optional.of(end), incarnation, pauses);
  }

  /** The same definition with these breaks. */
  public EventDefinition withPauses(Optional<Pauses> breaks) {
    return with(endTime, incarnation, breaks);
  }

  private EventDefinition with(Optional<Instant> end, long declared, Optional<Pauses> breaks) {
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
        end,
        representations,
        expectedLatency,
        patience,
        retryDeadline,
        declared,
        breaks);
  }

  /** The publishing point. */
  @Override
  @JsonIgnore
  public EventId id() {
    return new EventId(tenant, event);
  }

  /** The event's clock. Cheap, but keep it where requests are answered. */
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

  /** Whether segments are named by their decode time and not by their number. */
  public boolean timeInUrls() {
    return UrlTemplate.parse(media).has("Time");
  }

  /** The declared representation of that id. */
  public Optional<Representation> representation(String id) {
    return representations.stream().filter(r -> r.id().equals(id)).findFirst();
  }

  /** Throws {@link ErrorCode#EVENT_CONFLICT} if {@code next} changes what never changes. */
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

  private static void requireName(String key, String value) {
    if (value == null || !Names.isName(value)) {
      throw invalid(key, "1 to 64 of A-Z a-z 0-9 . _ - starting with a letter or digit", value);
    }
  }

  private static List<String> requirePipelines(List<String> pipelines) {
    if (pipelines == null || pipelines.isEmpty() || pipelines.size() > MAX_PIPELINES) {
      throw invalid("pipelines", "a list of 1 to " + MAX_PIPELINES + " names", pipelines);
    }
    Set<String> seen = new HashSet<>();
    for (String pipeline : pipelines) {
      requireName("pipelines", pipeline);
      if (!seen.add(pipeline)) {
        throw invalid("pipelines", "distinct names", pipeline);
      }
    }
    return List.copyOf(pipelines);
  }

  private static List<Representation> requireRepresentations(List<Representation> given) {
    if (given == null || given.isEmpty() || given.size() > MAX_REPRESENTATIONS) {
      throw invalid(
          "representations",
          "a list of 1 to " + MAX_REPRESENTATIONS,
          given == null ? null : given.size());
    }
    Set<String> seen = new HashSet<>();
    for (Representation representation : given) {
      if (representation == null) {
        throw invalid("representations", "a list of representations", null);
      }
      if (!seen.add(representation.id())) {
        throw invalid("representations", "of distinct ids", representation.id());
      }
    }
    return List.copyOf(given);
  }

  static void requireInstant(String key, Instant value) {
    if (value.isBefore(Instant.EPOCH)
        || value.isAfter(LATEST)
        || value.getNano() % NANOS_PER_MILLI != 0) {
      throw invalid(key, Instant.EPOCH + " to " + LATEST + " in whole milliseconds", value);
    }
  }

  private static Duration between(
      String key, Duration value, Duration standard, Duration min, Duration max) {
    Duration chosen = value == null ? standard : value;
    if (chosen.compareTo(min) < 0
        || chosen.compareTo(max) > 0
        || chosen.getNano() % NANOS_PER_MILLI != 0) {
      throw invalid(key, min + " to " + max + " in whole milliseconds", chosen);
    }
    return chosen;
  }

  static OriginException invalid(String key, String allowed, Object value) {
    return new OriginException(
        ErrorCode.INVALID_EVENT, key + " must be " + allowed + ", but is '" + value + "'");
  }
}
