package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.json.JsonDocuments;
import io.liveorigin.standalone.OriginMain;
import io.liveorigin.standalone.support.Jvm;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process: its signals and its exit code. */
class OriginProcessIT {
  private static final String[] FREE_PORTS = {
    "--serving-port",
    "0",
    "--ingest-a-port",
    "0",
    "--ingest-b-port",
    "0",
    "--admin-port",
    "0",
    "--kafka-port",
    "0"
  };

  @TempDir Path temp;

  @Test
  void aDemoThatIsToldToStopClosesSumsUpAndExits0() {
    Object[] args = new Object[FREE_PORTS.length + 1];
    args[0] = "demo";
    System.arraycopy(FREE_PORTS, 0, args, 1, FREE_PORTS.length);
    try (Jvm demo = Jvm.of(OriginMain.class).args(args).start(temp.resolve("out"))) {
      demo.awaitLine("manifest", Patience.LIMIT);
      demo.awaitLine("live edge", Patience.LIMIT);
      demo.terminate();
      assertThat(demo.awaitEnd(Patience.LIMIT)).isZero();
      assertThat(demo.output()).endsWith("every due segment was served\n");
    }
  }

  @Test
  void aPortInUseIsOneLineAndExitCode1() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Jvm broker =
            Jvm.of(OriginMain.class)
                .args("broker", "--data", temp.resolve("k"), "--port", taken.getLocalPort())
                .start(temp.resolve("out"))) {
      assertThat(broker.awaitEnd(Patience.LIMIT)).isEqualTo(1);
      assertThat(broker.output())
          .startsWith("origin broker: ")
          .contains("port " + taken.getLocalPort())
          .hasLineCount(1);
    }
  }

  @Test
  void aFailedStartIsAJsonLineWhereTheLogIsJson() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Jvm broker =
            Jvm.of(OriginMain.class)
                .args(
                    "broker",
                    "--data",
                    temp.resolve("k"),
                    "--port",
                    taken.getLocalPort(),
                    "--log-format",
                    "json")
                .start(temp.resolve("out"))) {
      assertThat(broker.awaitEnd(Patience.LIMIT)).isEqualTo(1);
      assertThat(broker.output()).hasLineCount(1).startsWith("{");
      JsonNode line = JsonDocuments.readTree(broker.output().getBytes(StandardCharsets.UTF_8));
      assertThat(line.path("level").asText()).isEqualTo("ERROR");
      assertThat(line.path("message").asText())
          .startsWith("origin broker: ")
          .contains("port " + taken.getLocalPort());
    }
  }

  @Test
  void aBrokerThatIsToldToStopExits0() {
    try (Jvm broker =
        Jvm.of(OriginMain.class)
            .args("broker", "--data", temp.resolve("k"), "--port", 0)
            .start(temp.resolve("out"))) {
      broker.awaitLine("ready: kafka 127.0.0.1:", Patience.LIMIT);
      broker.terminate();
      assertThat(broker.awaitEnd(Patience.LIMIT)).isZero();
    }
  }
}
