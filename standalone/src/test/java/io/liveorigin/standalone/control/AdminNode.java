package io.liveorigin.standalone.control;

import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantLimits;
import io.liveorigin.access.limit.TenantRegistry;
import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.control.ControlReader;
import io.liveorigin.kafka.control.KafkaControlLog;
import io.liveorigin.serving.admin.EventAdmin;
import io.liveorigin.serving.admin.InvalidationAdmin;
import io.liveorigin.serving.admin.PipelineTopics;
import io.liveorigin.serving.admin.TenantLimitCheck;
import io.liveorigin.serving.audit.AuditTrail;
import io.liveorigin.serving.audit.AuditedRequest;
import io.liveorigin.serving.invalidation.PurgeService;
import io.liveorigin.serving.invalidation.cells.CellRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What of a serving node changes {@code control}. */
final class AdminNode implements AutoCloseable {
  private static final Duration SESSION = Duration.ofSeconds(6);

  final ControlState state = new ControlState();
  final KafkaControlLog log;
  final EventAdmin admin;
  final AuditTrail trail;
  private final ControlReader reader;
  private final PurgeService purges;

  AdminNode(KafkaSettings kafka, String name) {
    Clock clock = Clock.systemUTC();
    reader = new ControlReader(kafka, name + "-control", state);
    reader.start();
    log = new KafkaControlLog(kafka, name, reader, state);
    trail =
        AuditTrail.start(
            record -> CompletableFuture.completedFuture(null),
            "cell/" + name,
            System::nanoTime,
            new SimpleMeterRegistry());
    purges =
        PurgeService.start(
            List.of(), state, new CellRegistry(SESSION), SESSION, clock, new SimpleMeterRegistry());
    TenantRegistry tenants =
        new TenantRegistry(
            Limit.of(Limit.Node.SERVING),
            TenantLimits.standard(),
            state::tenants,
            System::nanoTime,
            (tenant, limit) -> {});
    admin =
        new EventAdmin(
            state,
            new NoTopics(),
            new InvalidationAdmin(state, purges, tenants, clock),
            new TenantLimitCheck(tenants),
            kafka.topics(),
            clock);
  }

  /** All that are asked for are there. */
  private static final class NoTopics implements PipelineTopics {
    @Override
    public void ensure(List<String> pipelines) {
      // There already.
    }

    @Override
    public Set<String> existing() {
      return Set.of("a", "b");
    }
  }

  /** The log of somebody who makes one request. */
  ControlLog audited(String requestId) {
    return trail.log(log, new AuditedRequest(0, "127.0.0.1", "PUT", "/", Optional.of(requestId)));
  }

  @Override
  public void close() {
    trail.close();
    purges.close();
    log.close();
    reader.close();
  }
}
