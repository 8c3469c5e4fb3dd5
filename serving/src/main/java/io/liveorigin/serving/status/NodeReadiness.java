package io.liveorigin.serving.status;

import io.liveorigin.contract.lifecycle.NotReadyCause;
import io.liveorigin.contract.wire.QuarantineRecord;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.SelectorReadiness;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this node's responses can be trusted: events are read and decisions restored. A lagging
 * node may be trusted for a while in what it knew before ({@link LagGrace}). Any thread; cheap.
 */
public final class NodeReadiness {
  /** After this long without a stream thread, the process counts as dead. */
  static final long DEAD_MILLIS = 60_000;

  /** Time between two looks, ms; far less than a pause that counts. */
  public static final long LOOK_MILLIS = 100;

  private static final Logger LOG = LoggerFactory.getLogger(NodeReadiness.class);

  /** A purge waits this long for a live node that has not carried out a mask (ADR 14). */
  private static final Duration MOST_REVISING = Duration.ofSeconds(30);

  private static final SelectorReadiness REVISING =
      SelectorReadiness.lags(
          NotReadyCause.MASKS,
          "this node was stopped or lagging, and is now carrying out the masks that were set"
              + " meanwhile");

  private final BooleanSupplier controlCaughtUp;
  private final DecisionIndex index;
  private final BooleanSupplier revised;
  private final long pauseMillis;
  private final Clock clock;
  private final AtomicReference<LagGrace> grace = new AtomicReference<>(LagGrace.NONE);

  /**
   * The instant since which the node is current and has not carried out everything. Only the thread
   * that looks uses it.
   */
  private long revisingSince = Long.MAX_VALUE;

  /** The state that was last logged. Only the thread that looks uses it. */
  private LagGrace told = LagGrace.NONE;

  /**
   * @param controlCaughtUp whether the events that were declared before the start have been read
   * @param revised whether every invalidation that this node knows is carried out
   * @param sessionTimeout time after which a node that does not run counts as one that does not
   *     respond. Other nodes count from its last report, which is up to a second older than its
   *     last look, so half of this time counts here
   * @param clock continues while the process stands still
   */
  public NodeReadiness(
      BooleanSupplier controlCaughtUp,
      DecisionIndex index,
      BooleanSupplier revised,
      Duration sessionTimeout,
      Clock clock) {
    this.controlCaughtUp = controlCaughtUp;
    this.index = index;
    this.revised = revised;
    this.pauseMillis = sessionTimeout.toMillis() / 2;
    this.clock = clock;
  }

  /** Whether an event that is not in memory is unknown. */
  public SelectorReadiness events() {
    return controlCaughtUp.getAsBoolean()
        ? SelectorReadiness.READY
        : SelectorReadiness.not(NotReadyCause.EVENTS, "events are being read from control");
  }

  /**
   * Whether a segment that is not found is absent. Lagging only while the node may still serve what
   * it knows.
   */
  public SelectorReadiness segments() {
    SelectorReadiness events = events();
    if (!events.ready()) {
      return events;
    }
    SelectorReadiness ready = index.readiness();
    if (ready.ready()) {
      return grace.get().missed() ? REVISING : ready;
    }
    // After a pause, a request may run before the thread that looks.
    return ready.lagging() && !seen().given()
        ? SelectorReadiness.not(ready.cause(), ready.reason())
        : ready;
  }

  /**
   * Remembers whether this node is current, and that it runs. Called every {@link #LOOK_MILLIS} in
   * one thread; a call that this thread misses is a pause.
   */
  public SelectorReadiness refresh() {
    // Read before the question, so that the next look finds a pause in between.
    long now = clock.millis();
    boolean current = events().ready() && index.readiness().ready();
    LagGrace next = grace.updateAndGet(known -> known.seen(current, now, pauseMillis));
    if (!current) {
      revisingSince = Long.MAX_VALUE;
    } else if (next.missed()) {
      revisingSince = Math.min(revisingSince, now);
      if (revised.getAsBoolean() || now - revisingSince > MOST_REVISING.toMillis()) {
        grace.updateAndGet(LagGrace::revised);
      }
    }
    SelectorReadiness ready = segments();
    logChange(ready, next);
    return ready;
  }

  private LagGrace seen() {
    long now = clock.millis();
    return grace.updateAndGet(known -> known.seen(false, now, pauseMillis));
  }

  private void logChange(SelectorReadiness ready, LagGrace next) {
    if (told.given() && !next.given()) {
      LOG.warn("this node serves nothing until it is current: {}", ready.reason());
    }
    told = next;
  }

  /**
   * Whether the process can still recover by itself. It keeps replacing threads that have died, for
   * as long as it takes; a supervisor that restarts it after {@link #DEAD_MILLIS} does no harm.
   */
  public SelectorReadiness alive() {
    long dead = index.deadMillis();
    return dead < DEAD_MILLIS
        ? SelectorReadiness.READY
        : SelectorReadiness.not("no stream thread has been alive for " + dead / 1_000 + " s");
  }

  /** Returns what this node could not process and passed over, newest first. */
  public List<QuarantineRecord> quarantined() {
    return index.quarantined();
  }
}
