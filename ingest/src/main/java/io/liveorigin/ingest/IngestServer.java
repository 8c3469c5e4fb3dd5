package io.liveorigin.ingest;

import io.liveorigin.access.limit.CurrentLimits;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.lifecycle.Closer;
import io.liveorigin.ingest.access.ListenerAccess;
import io.liveorigin.ingest.config.IngestConfig;
import io.liveorigin.ingest.http.HttpListener;
import io.liveorigin.ingest.http.PipelineParts;
import java.time.Clock;
import java.util.List;

/** A running listener of one pipeline or several. */
public final class IngestServer implements AutoCloseable {
  private final Closer closer;
  private final List<PipelineParts> pipelines;
  private final HttpListener listener;

  private IngestServer(Closer closer, List<PipelineParts> pipelines, HttpListener listener) {
    this.closer = closer;
    this.pipelines = pipelines;
    this.listener = listener;
  }

  /** Starts a listener of one pipeline that anyone who reaches it may publish to. */
  public static IngestServer start(IngestConfig config, Clock clock) {
    return open(config, clock, CurrentLimits.standard());
  }

  /** The same with limits of tenants. */
  public static IngestServer open(IngestConfig config, Clock clock, CurrentLimits limits) {
    if (config.pipelines().size() > 1) {
      throw new OriginException(
          ErrorCode.INTERNAL,
          "ingest.pipeline must be one name on an open listener, but is "
              + config.pipelines()
              + ": only credentials tell pipelines apart");
    }
    return start(config, clock, ListenerAccess.open(config.pipelines().get(0)), limits);
  }

  /** With standard limits of tenants. */
  public static IngestServer start(IngestConfig config, Clock clock, ListenerAccess access) {
    return start(config, clock, access, CurrentLimits.standard());
  }

  /**
   * Ensures the topics, compares the clock with the brokers, reads the events and init segments,
   * and opens the listener; returns when it listens. Waits some seconds until it has read them, so
   * that packagers see a listener that knows their events. Where Kafka cannot be reached it waits
   * for it. Throws {@link OriginException} where the topics do not fit or the address is taken, the
   * latter before anything else; nothing stays open then.
   *
   * @param access who may publish, and as which of the pipelines
   * @param limits how much each tenant may have
   */
  public static IngestServer start(
      IngestConfig config, Clock clock, ListenerAccess access, CurrentLimits limits) {
    Closer closer = new Closer();
    try {
      ListenerStart start = new ListenerStart(config, clock, access, limits, closer);
      HttpListener listener = start.listener();
      return new IngestServer(closer, start.pipelines(), listener);
    } catch (RuntimeException e) {
      closer.close();
      throw e;
    }
  }

  /** The port that it listens on. */
  public int port() {
    return listener.port();
  }

  /** Whether the promise of a 2xx can be kept now, for every pipeline. */
  public boolean ready() {
    return pipelines.stream().allMatch(pipeline -> pipeline.readiness().ready());
  }

  /**
   * Takes no more uploads, waits some seconds for those that have begun, and closes everything.
   * What was not acknowledged by then has not been answered with a 2xx. Any thread; once is enough.
   */
  @Override
  public void close() {
    closer.close();
  }
}
