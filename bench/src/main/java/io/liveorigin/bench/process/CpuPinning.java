package io.liveorigin.bench.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Pins processes to cores of their own, with Linux's {@code taskset}. */
public final class CpuPinning {
  private CpuPinning() {}

  /** Returns the command, pinned to the core if there is one. */
  public static List<String> pinned(OptionalInt core, List<String> command) {
    List<String> all = new ArrayList<>();
    if (core.isPresent()) {
      all.addAll(List.of("taskset", "-c", Integer.toString(core.getAsInt())));
    }
    all.addAll(command);
    return List.copyOf(all);
  }

  /**
   * Pins all threads of this process. Threads and processes that it starts later inherit the core.
   *
   * @throws IOException if {@code taskset} fails
   */
  public static void pinThisProcess(OptionalInt core) throws IOException, InterruptedException {
    if (core.isEmpty()) {
      return;
    }
    String cpu = Integer.toString(core.getAsInt());
    String pid = Long.toString(ProcessHandle.current().pid());
    Process taskset =
        new ProcessBuilder("taskset", "-a", "-c", "-p", cpu, pid)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!taskset.waitFor(10, TimeUnit.SECONDS) || taskset.exitValue() != 0) {
      throw new IOException("taskset could not pin this process to core " + cpu);
    }
  }

  static OptionalInt of(Map<String, Integer> cores, String name) {
    return cores.containsKey(name) ? OptionalInt.of(cores.get(name)) : OptionalInt.empty();
  }
}
