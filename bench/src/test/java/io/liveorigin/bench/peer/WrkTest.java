package io.liveorigin.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.OriginException;
import org.junit.jupiter.api.Test;

class WrkTest {
  @Test
  void what_wrk_tells_when_it_is_done_is_read() {
    Wrk.Result result =
        Wrk.read(
            "Running 2s test\n  1 threads\n\n"
                + "bench requests=200 bytes=4000000000 micros=2000000 p50=100 p99=2500 status=3 socket=4\n");
    assertThat(result).isEqualTo(new Wrk.Result(200, 4_000_000_000L, 2, 0.1, 2.5, 3, 4));
    assertThat(result.perSecond()).isEqualTo(100);
    assertThat(result.gigabytesPerSecond()).isEqualTo(2);
    assertThatThrownBy(() -> Wrk.read("unable to connect"))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("unable to connect");
  }
}
