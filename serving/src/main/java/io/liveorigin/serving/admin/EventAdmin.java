package io.liveorigin.serving.admin;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.PipelineNameRules;
import io.liveorigin.contract.control.ControlEdit;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.DefinitionRules;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.PauseSchedule;
import io.liveorigin.contract.topic.TopicSettings;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Declares, changes and removes events and their masks. When a call returns, the change is durable,
 * in force in every partition and read back by this node; other nodes read it moments later. A
 * refusal is based on the state before the change. Each change is made through the control log of
 * the request that makes it. Any thread.
 */
public final class EventAdmin {
  private final ControlState control;
  private final PipelineTopics topics;
  private final InvalidationAdmin invalidations;
  private final TenantLimitCheck limitCheck;
  private final TopicSettings topicSettings;
  private final Clock clock;

  public EventAdmin(
      ControlState control,
      PipelineTopics topics,
      InvalidationAdmin invalidations,
      TenantLimitCheck limitCheck,
      TopicSettings settings,
      Clock clock) {
    this.control = control;
    this.topics = topics;
    this.invalidations = invalidations;
    this.limitCheck = limitCheck;
    this.topicSettings = settings;
    this.clock = clock;
  }

  public List<EventDefinition> events() {
    return control.events().stream()
        .map(LiveEvent::definition)
        .sorted(Comparator.comparing(d -> d.id().toString()))
        .toList();
  }

  public EventDefinition event(EventId id) {
    return known(control, id).definition();
  }

  /** What to do with pipelines that have no topics yet. */
  public enum NewPipelines {
    /** Their topics are created. */
    CREATED,
    /**
     * The change is refused: topics are shared by all tenants, and no limit of a tenant counts
     * them.
     */
    REFUSED
  }

  /** The definition in force after a {@code put}, and whether the event is new. */
  public record DeclaredEvent(EventDefinition definition, boolean fresh) {}

  /**
   * Declares an event or changes it. A new event gets an incarnation of its own, and a changed one
   * keeps its incarnation; the incarnation in {@code definition} is ignored. If {@code definition}
   * does not mention pauses, those in force stay.
   *
   * <p>Throws {@link ErrorCode#PRECONDITION_FAILED} if another version is in force, and {@link
   * ErrorCode#FORBIDDEN} for pipelines that the client may not create.
   *
   * @param pipelines whether pipelines without topics may be named: their topics are created, and
   *     stay when the event is deleted
   */
  public DeclaredEvent put(
      ControlLog log, EventDefinition definition, EventVersion version, NewPipelines pipelines) {
    DefinitionRules.require(definition, topicSettings);
    // Checked first, so that a refused definition leaves no topics behind.
    requireCompatible(log.latest(), definition, version);
    if (pipelines == NewPipelines.REFUSED) {
      requireExisting(definition.pipelines());
    }
    if (log.writes()) {
      // First, so that no packager of a declared event finds its topic missing.
      topics.ensure(definition.pipelines());
    }
    return log.change((state, edit) -> declare(state, definition, version, edit));
  }

  private void requireExisting(List<String> pipelines) {
    Set<String> existing = topics.existing();
    List<String> others = pipelines.stream().filter(p -> !existing.contains(p)).toList();
    if (!others.isEmpty()) {
      throw new OriginException(
          ErrorCode.FORBIDDEN,
          "pipelines "
              + others
              + " have no topics yet, and a credential of one tenant cannot create them; name"
              + " existing pipelines, or have an admin without a tenant declare the event, start"
              + " the ingest of the pipeline, or run 'origin topics'");
    }
  }

  private DeclaredEvent declare(
      ControlState state, EventDefinition definition, EventVersion version, ControlEdit edit) {
    Optional<LiveEvent> before = requireCompatible(state, definition, version);
    if (before.isEmpty()) {
      // A packager may have announced something while the previous event of this name was deleted.
      forgetNotifications(state, definition.id(), edit);
    }
    Optional<PauseSchedule> pauses =
        definition.pauses().or(() -> before.flatMap(b -> b.definition().pauses()));
    EventDefinition taken =
        EventLifecycle.withoutOldPauses(
                TargetDurationRule.set(definition.withPauses(pauses), before), clock.instant())
            .withIncarnation(
                before
                    .map(b -> b.definition().incarnation())
                    .orElseGet(() -> state.nextIncarnation(clock.millis())));
    edit.put(taken);
    if (before.isEmpty()) {
      invalidations.declared(taken, edit);
    }
    return new DeclaredEvent(taken, before.isEmpty());
  }

  private Optional<LiveEvent> requireCompatible(
      ControlState state, EventDefinition definition, EventVersion version) {
    PipelineNameRules.requireApart(
        definition.pipelines(),
        state.events().stream().flatMap(e -> e.definition().pipelines().stream()).toList());
    Optional<LiveEvent> before = state.event(definition.id());
    version.require(before);
    before.ifPresent(b -> b.definition().requireCompatible(definition));
    limitCheck.require(state, definition, before);
    return before;
  }

  private static void forgetNotifications(ControlState state, EventId id, ControlEdit edit) {
    state.notifications(id).kept().forEach(n -> edit.delete(ControlKey.notification(n)));
  }

  /**
   * Deletes an event with its masks, invalidations and notifications: an event of the same name
   * that is declared later starts without them.
   *
   * <p>Throws {@link ErrorCode#PRECONDITION_FAILED} if another version is in force.
   */
  public void delete(ControlLog log, EventId id, EventVersion version) {
    log.change(
        (state, edit) -> {
          version.require(state.event(id));
          EventDefinition deleted = known(state, id).definition();
          state.masks(id).forEach(mask -> edit.delete(ControlKey.mask(id, mask.id())));
          InvalidationAdmin.removeAll(state, id, edit);
          forgetNotifications(state, id, edit);
          edit.delete(ControlKey.event(id));
          return deleted;
        });
  }

  public List<Mask> masks(EventId id) {
    known(control, id);
    return control.masks(id);
  }

  public Mask mask(EventId id, String mask) {
    return mask(control, id, mask);
  }

  private static Mask mask(ControlState state, EventId id, String mask) {
    known(state, id);
    return state.masks(id).stream()
        .filter(m -> m.id().equals(mask))
        .findFirst()
        .orElseThrow(
            () -> new OriginException(ErrorCode.UNKNOWN_MASK, id + " has no mask " + mask));
  }

  /**
   * Sets a mask, and orders the purge of the responses that it covers. Returns whether the mask is
   * new.
   */
  public boolean put(ControlLog log, Mask mask) {
    return log.change((state, edit) -> put(state, mask, edit));
  }

  private boolean put(ControlState state, Mask mask, ControlEdit edit) {
    EventDefinition definition = known(state, mask.eventId()).definition();
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
    limitCheck.require(state, mask);
    edit.put(mask);
    invalidations.masked(state, mask, edit);
    return state.masks(mask.eventId()).stream().noneMatch(m -> m.id().equals(mask.id()));
  }

  public void deleteMask(ControlLog log, EventId id, String mask) {
    log.change(
        (state, edit) -> {
          Mask removed = mask(state, id, mask);
          edit.delete(ControlKey.mask(id, mask));
          invalidations.unmasked(state, removed, edit);
          return removed;
        });
  }

  private static LiveEvent known(ControlState state, EventId id) {
    return state
        .event(id)
        .orElseThrow(() -> new OriginException(ErrorCode.UNKNOWN_EVENT, id.toString()));
  }
}
