package io.liveorigin.serving.bytes.memory;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** The memory that this process may allocate off the heap. */
public final class DirectMemory {
  private DirectMemory() {}

  /** Bytes: {@code -XX:MaxDirectMemorySize}, or the largest heap if that is not set. */
  public static long limit() {
    HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    long set = Long.parseLong(vm.getVMOption("MaxDirectMemorySize").getValue());
    return set > 0 ? set : Runtime.getRuntime().maxMemory();
  }
}
