package io.liveorigin.serving.admin;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.contract.wire.ControlJson;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Declares, changes and removes events and their masks. A change is durable and on its way to every
 * node when a call returns; reads may lag behind it. Any thread; changes one at a time.
 */
public final class EventAdmin {
  private final ControlState control;
  private final ControlPublisher publisher;
  private final PipelineTopics topics;
  private final InvalidationAdmin invalidations;
  private final Duration longestWindow;

  public EventAdmin(
      ControlState control,
      ControlPublisher publisher,
      PipelineTopics topics,
      InvalidationAdmin invalidations,
      TopicSettings settings) {
    this.control = control;
    this.publisher = publisher;
    this.topics = topics;
    this.invalidations = invalidations;
    this.longestWindow = settings.longestWindow();
  }

  public List<EventDefinition> events() {
    return control.events().stream()
        .map(LiveEvent::definition)
        .sorted(Comparator.comparing(d -> d.id().toString()))
        .toList();
  }

  public EventDefinition event(EventId id) {
    return known(id).definition();
  }

  /** Returns whether the event is new. */
  public synchronized boolean put(EventDefinition definition) {
    if (definition.timeShiftBufferDepth().compareTo(longestWindow) > 0) {
      throw new OriginException(
          ErrorCode.INVALID_EVENT,
          "timeShiftBufferDepth must be at most "
              + longestWindow
              + ", as long as segments are kept, but is "
              + definition.timeShiftBufferDepth());
    }
    Optional<LiveEvent> before = control.event(definition.id());
    before.ifPresent(b -> b.definition().requireCompatible(definition));
    // First, so that no packager of a declared event finds its topic missing.
    topics.ensure(definition.pipelines());
    if (before.isEmpty()) {
      // A packager may have announced something while the last one of this name was deleted.
      forgetNotifications(definition.id());
    }
    publisher.publish(
        ControlKey.event(definition.id()), Optional.of(ControlJson.write(definition)));
    return before.isEmpty();
  }

  private void forgetNotifications(EventId id) {
    for (Notification notification : control.notifications(id).kept()) {
      publisher.publish(ControlKey.notification(notification), Optional.empty());
    }
  }

  /**
   * With its masks and notifications: an event of the same name, declared later, starts without
   * them.
   */
  public synchronized void delete(EventId id) {
    known(id);
    for (Mask mask : control.masks(id)) {
      publisher.publish(ControlKey.mask(id, mask.id()), Optional.empty());
    }
    invalidations.removeAll(id);
    forgetNotifications(id);
    publisher.publish(ControlKey.event(id), Optional.empty());
  }

  public List<Mask> masks(EventId id) {
    known(id);
    return control.masks(id);
  }

  public Mask mask(EventId id, String mask) {
    return masks(id).stream()
        .filter(m -> m.id().equals(mask))
        .findFirst()
        .orElseThrow(
            () -> new OriginException(ErrorCode.UNKNOWN_MASK, id + " has no mask " + mask));
  }

  /** Returns whether the mask is new. The caches in front are told to forget what it covers. */
  public synchronized boolean put(Mask mask) {
    EventDefinition definition = known(mask.eventId()).definition();
    if (!definition.pipelines().contains(mask.pipeline())) {
      throw new OriginException(
          ErrorCode.INVALID_MASK,
          "pipeline must be one of " + definition.pipelines() + ", but is " + mask.pipeline());
    }
    if (!mask.representation().equals(Mask.ALL)
        && definition.representation(mask.representation()).isEmpty()) {
      throw new OriginException(
          ErrorCode.INVALID_MASK,
          "representation must be * or one of the event's, but is " + mask.representation());
    }
    boolean fresh = control.masks(mask.eventId()).stream().noneMatch(m -> m.id().equals(mask.id()));
    publisher.publish(
        ControlKey.mask(mask.eventId(), mask.id()), Optional.of(ControlJson.write(mask)));
    invalidations.masked(mask);
    return fresh;
  }

  public synchronized void deleteMask(EventId id, String mask) {
    Mask removed = mask(id, mask);
    publisher.publish(ControlKey.mask(id, mask), Optional.empty());
    invalidations.unmasked(removed);
  }

  private LiveEvent known(EventId id) {
    return control
        .event(id)
        .orElseThrow(() -> new OriginException(ErrorCode.UNKNOWN_EVENT, id.toString()));
  }
}
