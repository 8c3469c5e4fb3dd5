package io.liveorigin.contract.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ListenAddressTest {
  @Test
  void a_port_that_is_taken_is_named() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String host = taken.getInetAddress().getHostAddress();
      assertThatThrownBy(() -> ListenAddress.requireFree(host, taken.getLocalPort()))
          .hasMessageContaining(host + ":" + taken.getLocalPort())
          .hasMessageContaining("choose another port");
    }
    assertThatCode(() -> ListenAddress.requireFree("127.0.0.1", 0)).doesNotThrowAnyException();
  }

  @Test
  void connections_leave_descriptors_for_everything_else() {
    assertThat(FileDescriptors.connections(65_536)).isEqualTo(64_512);
    assertThat(FileDescriptors.connections(1_024)).isEqualTo(512);
    assertThat(FileDescriptors.connections(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    assertThat(FileDescriptors.connections()).isPositive();
  }
}
