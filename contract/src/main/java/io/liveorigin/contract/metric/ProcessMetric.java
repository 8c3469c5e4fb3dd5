package io.liveorigin.contract.metric;

import static io.liveorigin.contract.metric.MetricFacts.BYTES;
import static io.liveorigin.contract.metric.MetricFacts.SECONDS;
import static io.liveorigin.contract.metric.MetricFacts.counter;
import static io.liveorigin.contract.metric.MetricFacts.gauge;
import static io.liveorigin.contract.metric.MetricFacts.histogram;
import static io.liveorigin.contract.metric.MetricLabel.ACTION;
import static io.liveorigin.contract.metric.MetricLabel.AREA;
import static io.liveorigin.contract.metric.MetricLabel.CAUSE;
import static io.liveorigin.contract.metric.MetricLabel.GC;
import static io.liveorigin.contract.metric.MetricLabel.ID;

/**
 * The process, and what is taken of Micrometer's metrics of the JVM; all others are left out.
 * Micrometer's shares of CPU and states of threads are left out because they took 0.5 ms of each
 * scrape, which is more than everything else together.
 */
public enum ProcessMetric implements DocumentedMetric {
  MEMORY_USED(
      gauge(
              "jvm.memory.used",
              "Memory of the JVM in use",
              "A heap that stays near its maximum needs a larger -Xmx",
              AREA,
              ID)
          .in(BYTES)),
  MEMORY_MAX(
      gauge(
              "jvm.memory.max",
              "The most memory that the JVM may use; -1 where there is no maximum",
              "-",
              AREA,
              ID)
          .in(BYTES)),
  BUFFER_MEMORY(
      gauge(
              "jvm.buffer.memory.used",
              "Memory outside of the heap, by pool; `direct` includes the segment cache",
              "Compare it with -XX:MaxDirectMemorySize",
              ID)
          .in(BYTES)),
  GC_PAUSE(
      histogram(
              "jvm.gc.pause",
              "Pauses for garbage collection",
              "Pauses over 100 ms delay held requests: enlarge the heap",
              ACTION,
              CAUSE,
              GC)
          .summary()),
  GC_ALLOCATED(
      counter(
              "jvm.gc.memory.allocated",
              "Bytes that were allocated in the young generation",
              "A multiple of the usual rate with the same load is worth a report")
          .in(BYTES)),
  THREADS_LIVE(
      gauge("jvm.threads.live", "Live threads", "It should not grow for hours").in("threads")),
  PROCESS_CPU(
      counter(
              "process.cpu",
              "Processor time that the process has used",
              "Its rate near process_cpu_cores for minutes: add nodes or cores")
          .in(SECONDS)),
  CPU_CORES(gauge("process.cpu.cores", "Processors that the process may use", "-")),
  UPTIME(
      gauge("process.uptime", "Time since the process started", "A fall is a restart").in(SECONDS));

  private final MetricFacts facts;

  ProcessMetric(MetricFacts facts) {
    this.facts = facts;
  }

  @Override
  public MetricFacts facts() {
    return facts;
  }
}
