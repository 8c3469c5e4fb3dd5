package io.liveorigin.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processors of the machine that runs the benchmark. If it is a virtual machine, its hypervisor
 * may give their time to other machines. A figure that is measured meanwhile is about those
 * machines: live viewers waited for seconds while the hypervisor took 15 to 40 % of a core, and for
 * milliseconds while it took nothing.
 */
final class HostProcessor {
  /** The name of the hypervisor among the processes that use processor time. */
  static final String HYPERVISOR = "hypervisor";

  private static final int STEAL = 8;

  private HostProcessor() {}

  /**
   * Returns the processor time in seconds, of all cores together, that the hypervisor has taken so
   * far. See proc(5), {@code /proc/stat}, field {@code steal}. NaN if the system does not count it.
   */
  static double takenSeconds() {
    try {
      String all = Files.readAllLines(Path.of("/proc/stat")).get(0);
      return Long.parseLong(all.split(" +", -1)[STEAL]) / ServerProcess.TICKS_PER_SECOND;
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
