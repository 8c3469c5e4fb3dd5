package io.liveorigin.kafka.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.liveorigin.contract.metric.ProcessMetric;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.lang.management.ManagementFactory;

/** Metrics of the process, and Micrometer's of the JVM; the registry takes those of the table. */
public final class ProcessMeters {
  private static final double NANOS = 1e9;

  private ProcessMeters() {}

  /** Registers them. What is returned ends the listening to garbage collections. */
  public static AutoCloseable register(MeterRegistry registry) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    MeterRegistration.counter(
        registry, ProcessMetric.PROCESS_CPU, system, s -> s.getProcessCpuTime() / NANOS);
    MeterRegistration.gauge(
        registry, ProcessMetric.CPU_CORES, () -> Runtime.getRuntime().availableProcessors());
    new UptimeMetrics().bindTo(registry);
    JvmGcMetrics collections = new JvmGcMetrics();
    collections.bindTo(registry);
    return collections;
  }
}
