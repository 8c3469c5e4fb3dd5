package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.serving.bytes.memory.CacheSettings;
import io.liveorigin.serving.front.SlowReaderSettings;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import io.liveorigin.serving.support.Wire;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take their answers slowly, or not at all, as sockets with small buffers. */
@ParameterizedClass
@EnumSource(Wire.class)
@SuppressWarnings("FutureReturnValueIgnored") // a client that fails is seen by what it did not read
class SlowReadersTest {
  private static final int MEBI = 1024 * 1024;

  /** More than the buffers of a socket may grow to. */
  private static final int LARGE = 8 * MEBI;

  private static final Duration NEVER = Duration.ofHours(1);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Wire wire;
  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void close() throws Exception {
    ticks.shutdownNow();
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  SlowReadersTest(Wire wire) {
    this.wire = wire;
  }

  private TestNode node(SlowReaderSettings readers, long memory) {
    CacheSettings cache = CacheSettings.standard();
    TestNode node =
        wire.node(
            config ->
                config
                    .withReaders(readers)
                    .withCache(new CacheSettings(memory, cache.liveEdge(), cache.decisions())));
    opened.add(node);
    return node;
  }

  /**
   * Asks and does not read.
   *
   * @param field decides which front answers: the plain one does not know {@code TE}
   */
  private Socket ask(TestNode node, long number, String field) throws IOException {
    Socket socket = new Socket();
    opened.add(socket);
    socket.setReceiveBufferSize(16 * 1024);
    socket.setSoTimeout(Patience.LIMIT_MILLIS);
    Socket connected = node.connect(socket, node.server.port());
    String request =
        "GET " + TestNode.path(number) + " HTTP/1.1\r\nHost: x\r\n" + field + "\r\n\r\n";
    connected.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return connected;
  }

  private static double dropped(TestNode node, String reason) {
    return node.meters.get("serving.readers.dropped").tag("reason", reason).counter().count();
  }

  /** Bytes that come until the connection ends, whichever way. */
  private static long rest(Socket socket) {
    long count = 0;
    try {
      InputStream in = socket.getInputStream();
      byte[] some = new byte[64 * 1024];
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        count += n;
      }
    } catch (IOException e) {
      return count;
    }
    return count;
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Front: plain", "Connection: TE"})
  void aClientThatReadsAByteNowAndThenLosesItsConnection(String field) throws Exception {
    Duration window = Duration.ofSeconds(1);
    TestNode node = node(new SlowReaderSettings(16 * 1024, window, window, 1), 64L * MEBI);
    long edge = node.liveEdge();
    node.publish(edge, Samples.bytes(LARGE, 1));
    Socket client = ask(node, edge, field);
    ticks.scheduleAtFixedRate(
        () -> {
          try {
            client.getInputStream().read();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        },
        0,
        100,
        TimeUnit.MILLISECONDS);
    await().until(() -> dropped(node, "rate") == 1);
    ticks.shutdownNow();
    assertThat(ticks.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(rest(client)).isLessThan(LARGE);
  }

  /** In the proportion of 1 Mbit/s to the standard: eight times the least. */
  @ParameterizedTest
  @ValueSource(strings = {"X-Front: plain", "Connection: TE"})
  void aClientThatIsOnlySlowIsServedWhole(String field) throws Exception {
    Duration window = Duration.ofSeconds(2);
    TestNode node = node(new SlowReaderSettings(256 * 1024, window, window, 1), 64L * MEBI);
    long edge = node.liveEdge();
    node.publish(edge, Samples.bytes(LARGE, 1));
    Socket client = ask(node, edge, field);
    AtomicLong read = new AtomicLong();
    ticks.scheduleAtFixedRate(
        () -> {
          try {
            read.addAndGet(client.getInputStream().readNBytes(MEBI / 10 * 2).length);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        },
        0,
        100,
        TimeUnit.MILLISECONDS);
    await().until(() -> read.get() >= LARGE - MEBI);
    ticks.shutdownNow();
    assertThat(dropped(node, "rate")).isZero();
  }

  @Test
  void slowClientsHoldAShareOfTheMemoryAtMost() throws Exception {
    TestNode node =
        node(new SlowReaderSettings(1, NEVER, Duration.ofMillis(300), 2), 3L * LARGE + MEBI);
    long edge = node.liveEdge();
    for (int i = 0; i < 3; i++) {
      node.publish(edge - i, Samples.bytes(LARGE, i));
      ask(node, edge - i, i == 0 ? "X-Front: plain" : "Connection: TE");
    }
    await().until(() -> dropped(node, "share") == 2);
    assertThat(dropped(node, "rate")).isZero();
  }

  @Test
  void manyWhoAreSentTheSameHoldItOnce() throws Exception {
    TestNode node =
        node(new SlowReaderSettings(1, NEVER, Duration.ofMillis(300), 2), 3L * LARGE + MEBI);
    long edge = node.liveEdge();
    node.publish(edge, Samples.bytes(LARGE, 1));
    for (int i = 0; i < 5; i++) {
      ask(node, edge, i % 2 == 0 ? "X-Front: plain" : "Connection: TE");
    }
    await().during(Duration.ofSeconds(1)).until(() -> dropped(node, "share") == 0);
  }
}
