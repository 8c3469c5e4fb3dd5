package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.access.credential.Role;
import io.liveorigin.serving.support.RawClient;
import io.liveorigin.serving.support.TestCredentials;
import io.liveorigin.serving.support.TestNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose bodies the admin listener keeps in memory, and how much of them. */
class AdminBodyMemoryTest {
  private static final int MIB = 1024 * 1024;

  /** docs/security.md. */
  private static final int SHARE = 4 * MIB;

  private static final int MOST = 16 * MIB;

  private static final String PUT =
      "PUT /events/acme/news HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + MIB + "\r\n";

  private static int status(RawClient.Answer answer) {
    return answer.head().stream()
        .filter(line -> line.startsWith("HTTP/1.1 "))
        .mapToInt(line -> Integer.parseInt(line.substring(9, 12)))
        .findFirst()
        .orElseThrow();
  }

  /** The body does not come: who kept it would wait for it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /health/live HTTP/1.1\r\nContent-Length: 9",
        "GET /health/live HTTP/1.1\r\nContent-Length: 9",
        "HEAD /health/ready HTTP/1.1\r\nTransfer-Encoding: chunked",
        "PUT /health/ready HTTP/1.1\r\nContent-Length: 0",
        "OPTIONS /health/live HTTP/1.1"
      })
  void noBodyIsReadOfAStrangerThatAsksForHealth(String head) throws IOException {
    TestCredentials credentials =
        new TestCredentials(Clock.systemUTC()).with("chief", Role.ADMIN, Optional.empty());
    try (TestNode node = new TestNode(config -> config.withAdminAccess(credentials.access()));
        RawClient client = RawClient.admin(node)) {
      client.send(head + "\r\nHost: 127.0.0.1\r\n\r\n");
      assertThat(status(client.answer(head.split(" ", 2)[0]))).isEqualTo(401);
      assertThat(node.send("GET", node.adminUri("/health/live")).statusCode()).isEqualTo(200);
    }
  }

  /** Each sends all of its body but the last byte. */
  private static RawClient unfinished(TestNode node, String address, String field)
      throws IOException {
    RawClient client =
        new RawClient(
            new Socket(
                InetAddress.getLoopbackAddress(),
                node.server.adminPort(),
                InetAddress.getByName(address),
                0));
    return client.send(PUT + field + "\r\n").send(" ".repeat(MIB - 1));
  }

  private static void closeAll(List<RawClient> clients) throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
  }

  private static void assertNoRoom(RawClient.Answer answer) {
    assertThat(status(answer)).isEqualTo(503);
    assertThat(answer.head()).contains("Retry-After: 1");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("overloaded");
  }

  @Test
  void oneAddressAndAllTogetherHaveSoMuch() throws IOException {
    List<RawClient> clients = new ArrayList<>();
    try (TestNode node = new TestNode()) {
      for (int i = 0; i < SHARE / MIB; i++) {
        clients.add(unfinished(node, "127.0.0.2", ""));
      }
      // Whichever comes last: four of five have room.
      clients.add(unfinished(node, "127.0.0.2", ""));
      await().until(() -> clients.stream().anyMatch(AdminBodyMemoryTest::hasAnswer));
      RawClient refused =
          clients.stream().filter(AdminBodyMemoryTest::hasAnswer).findFirst().orElseThrow();
      assertNoRoom(refused.answer("PUT"));

      for (int i = SHARE / MIB; i <= MOST / MIB; i++) {
        clients.add(unfinished(node, "127.0.0." + (3 + (i - 1) / 3), ""));
      }
      await()
          .until(
              () ->
                  clients.stream().anyMatch(c -> c != refused && AdminBodyMemoryTest.hasAnswer(c)));
      assertThat(node.send("GET", node.adminUri("/health/live")).statusCode()).isEqualTo(200);

      closeAll(clients);
      await()
          .untilAsserted(
              () -> {
                try (RawClient next = unfinished(node, "127.0.0.2", "").send(" ")) {
                  assertThat(status(next.answer("PUT"))).isEqualTo(400);
                }
              });
    } finally {
      closeAll(clients);
    }
  }

  private static boolean hasAnswer(RawClient client) {
    try {
      return client.socket().getInputStream().available() > 0;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Two credentials of one tenant are one client; the one beside them is not kept waiting. */
  @Test
  void oneTenantHasSoMuchFromWhateverAddress() throws IOException {
    TestCredentials credentials =
        new TestCredentials(Clock.systemUTC())
            .with("rival-1", Role.ADMIN, Optional.of("rival"))
            .with("rival-2", Role.VIEWER, Optional.of("rival"))
            .with("acme", Role.ADMIN, Optional.of("acme"));
    List<RawClient> clients = new ArrayList<>();
    try (TestNode node = new TestNode(config -> config.withAdminAccess(credentials.access()))) {
      for (int i = 0; i <= SHARE / MIB; i++) {
        String name = "rival-" + (1 + i % 2);
        String field = "Authorization: " + credentials.bearer(name) + "\r\n";
        clients.add(unfinished(node, "127.0.0." + (2 + i), field));
      }
      await().until(() -> clients.stream().anyMatch(AdminBodyMemoryTest::hasAnswer));
      RawClient refused =
          clients.stream().filter(AdminBodyMemoryTest::hasAnswer).findFirst().orElseThrow();
      assertNoRoom(refused.answer("PUT"));
      String acme = "Authorization: " + credentials.bearer("acme") + "\r\n";
      try (RawClient other = unfinished(node, "127.0.0.2", acme).send(" ")) {
        assertThat(status(other.answer("PUT"))).isEqualTo(400);
      }
    } finally {
      closeAll(clients);
    }
  }
}
