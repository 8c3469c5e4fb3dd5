package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.liveorigin.serving.support.TestNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** A node that cannot listen leaves nothing behind. */
class TakenPortTest {
  /** Those that begin with a port of the node. */
  private static void leavesNoThread(IntFunction<ServingConfig> config) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Set<Thread> before = Thread.getAllStackTraces().keySet();
      assertThatThrownBy(() -> new TestNode(any -> config.apply(taken.getLocalPort())))
          .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort());
      await()
          .until(
              () -> {
                Set<Thread> more = new HashSet<>(Thread.getAllStackTraces().keySet());
                more.removeAll(before);
                return more.stream().noneMatch(TakenPortTest::ours);
              });
    }
  }

  /** Threads of the process, which a client or a common pool starts once, are nobody's leak. */
  private static boolean ours(Thread thread) {
    return thread
        .getName()
        .matches("(public|admin|purge|prefetch|read-back|dvr|hold|cell|worker|Scheduler|lag).*");
  }

  @Test
  void aTakenPublicPortLeavesNoThread() throws IOException {
    leavesNoThread(port -> ServingConfig.onLoopback(port, 0));
  }

  @Test
  void aTakenAdminPortLeavesNoThread() throws IOException {
    leavesNoThread(port -> ServingConfig.onLoopback(0, port));
  }
}
