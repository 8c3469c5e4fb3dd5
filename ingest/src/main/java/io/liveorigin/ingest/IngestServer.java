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

/** A running listener for one or several pipelines. */
public final class IngestServer implements AutoCloseable {
  private final Closer closer;
  private final List<PipelineParts> pipelines;
  private final HttpListener listener;

  private IngestServer(Closer closer, List<PipelineParts> pipelines, HttpListener listener) {
    this.closer = closer;
    this.pipelines = pipelines;
    this.listener = listener;
  }

  /** Starts an open listener for one pipeline: every client that reaches it may publish. */
  public static IngestServer start(IngestConfig config, Clock clock) {
    return open(config, clock, CurrentLimits.standard());
  }

  /**
   * Starts an open listener for one pipeline, with limits of tenants. Throws {@link
   * OriginException} if the configuration has several pipelines, since only credentials tell them
   * apart.
   */
  public static IngestServer open(IngestConfig config, Clock clock, CurrentLimits limits) {
    if (config.pipelines().size() > 1) {
      throw new OriginException(
          ErrorCode.INTERNAL,
          "ingest.pipeline must be one name on an open listener, but is "
              + config.pipelines()
              + "; several pipelines need credentials, which distinguish them");
    }
    return start(config, clock, ListenerAccess.open(config.pipelines().get(0)), limits);
  }

  /** Starts a listener with the standard limits of tenants. */
  public static IngestServer start(IngestConfig config, Clock clock, ListenerAccess access) {
    return start(config, clock, access, CurrentLimits.standard());
  }

  /**
   * Creates missing topics, compares the clock with the brokers, reads the events and init
   * segments, and opens the listener; returns when it listens. It waits up to 10 s until these have
   * been read, so that the listener knows the events before packagers reach it. If Kafka cannot be
   * reached, it waits for Kafka. Throws {@link OriginException} if the topics do not match the
   * settings, or if the address is in use; the latter is checked first. Nothing stays open in that
   * case.
   *
   * @param access who may publish, and as which of the pipelines
   * @param limits how much each tenant may use
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

  /** Returns the port that the listener is bound to. */
  public int port() {
    return listener.port();
  }

  /** Returns whether the promise of a 2xx can be kept now, for every pipeline. */
  public boolean ready() {
    return pipelines.stream().allMatch(pipeline -> pipeline.readiness().ready());
  }

  /**
   * Accepts no more uploads, waits some seconds for those in progress, and closes everything. An
   * upload that is not acknowledged by then gets no 2xx. Any thread may call it; further calls have
   * no effect.
   */
  @Override
  public void close() {
    closer.close();
  }
}
