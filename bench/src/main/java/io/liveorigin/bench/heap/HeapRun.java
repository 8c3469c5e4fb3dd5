package io.liveorigin.bench.heap;

import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run at a steady rate in which the memory of each process is sampled at intervals. */
public final class HeapRun {
  private final OriginPlan plan;
  private final int events;
  private final Duration length;
  private final Duration interval;
  private final Clock clock;

  /**
   * @param plan the origin to start, with the pipelines that publish
   * @param events the number of events, each with three representations
   * @param interval the time between two samples; each sample takes a full collection
   */
  public HeapRun(OriginPlan plan, int events, Duration length, Duration interval, Clock clock) {
    this.plan = plan;
    this.events = events;
    this.length = length;
    this.interval = interval;
    this.clock = clock;
  }

  public HeapResult run() {
    try (OriginProcesses origin = OriginProcesses.start(plan)) {
      List<EventDefinition> declared = SteadyTraffic.events(events, plan.pipelines());
      origin.declare(declared);
      Map<String, JvmMemory> processes = new LinkedHashMap<>();
      try (SteadyTraffic traffic = SteadyTraffic.start(origin, declared, clock)) {
        for (String name : names()) {
          processes.put(name, JvmMemory.of(origin.pid(name)));
        }
        return sample(processes, traffic);
      } finally {
        for (JvmMemory memory : processes.values()) {
          memory.close();
        }
      }
    } catch (IOException e) {
      throw new OriginException(ErrorCode.INTERNAL, "the run failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OriginException(ErrorCode.INTERNAL, "the run was interrupted", e);
    }
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(List.of(OriginPlan.SERVING));
    plan.pipelines().forEach(pipeline -> names.add(OriginPlan.ingest(pipeline)));
    return names;
  }

  private HeapResult sample(Map<String, JvmMemory> processes, SteadyTraffic traffic)
      throws IOException, InterruptedException {
    Map<String, List<HeapResult.Timed>> samples = new LinkedHashMap<>();
    processes.keySet().forEach(name -> samples.put(name, new ArrayList<>()));
    long start = System.nanoTime();
    for (long due = interval.toNanos(); due <= length.toNanos(); due += interval.toNanos()) {
      Thread.sleep(Math.max(0, (start + due - System.nanoTime()) / 1_000_000));
      for (Map.Entry<String, JvmMemory> process : processes.entrySet()) {
        JvmMemory.Sample sample = process.getValue().take();
        double minute = (System.nanoTime() - start) / 60e9;
        samples.get(process.getKey()).add(new HeapResult.Timed(minute, sample));
      }
    }
    return new HeapResult(samples, traffic.counts());
  }
}
