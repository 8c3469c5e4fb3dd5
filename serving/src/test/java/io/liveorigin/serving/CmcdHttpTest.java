package io.liveorigin.serving;

import static io.liveorigin.serving.ServingHttpTest.assertRefused;
import static io.liveorigin.serving.ServingHttpTest.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What players say is counted and changes nothing (CTA-5004), over real HTTP. */
class CmcdHttpTest {
  private final TestNode node = new TestNode();
  private final long edge = node.liveEdge();

  @AfterEach
  void close() {
    node.close();
  }

  private double counted(String carrier, String result) {
    Counter counter =
        node.meters.find("serving.cmcd").tag("carrier", carrier).tag("result", result).counter();
    return counter == null ? 0 : counter.count();
  }

  private HttpResponse<byte[]> report(byte[] body) {
    return node.send("POST", node.uri("/cmcd"), BodyPublishers.ofByteArray(body));
  }

  @Test
  void itIsNoPartOfTheAnswer() {
    node.publish(edge, Samples.bytes(1000, 1));
    HttpResponse<byte[]> plain = node.get(TestNode.path(edge));

    HttpResponse<byte[]> query =
        node.get(TestNode.path(edge) + "?CMCD=bs%2Cbr%3D3200%2Csid%3D%22a%22&other=1");
    HttpResponse<byte[]> headers =
        node.get(TestNode.path(edge), "CMCD-Request", "bl=2000", "CMCD-Session", "sid=\"x\"");
    HttpResponse<byte[]> malformed = node.get(TestNode.path(edge) + "?CMCD=%22");

    for (HttpResponse<byte[]> answer : List.of(query, headers, malformed)) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(plain.body());
      plain
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!name.equals("date")) {
                  assertThat(answer.headers().allValues(name)).as(name).isEqualTo(values);
                }
              });
      assertThat(answer.headers().map().keySet()).isEqualTo(plain.headers().map().keySet());
    }
    assertThat(plain.headers().firstValue("Vary")).isEmpty();
    assertThat(counted("query", "valid")).isEqualTo(1);
    assertThat(counted("query", "malformed")).isEqualTo(1);
    assertThat(counted("headers", "valid")).isEqualTo(1);
    assertThat(node.meters.get("serving.cmcd.starved").counter().count()).isEqualTo(1);
  }

  @Test
  void reportsAreCountedLineByLine() {
    HttpResponse<byte[]> answer =
        report(
            "v=2,e=ps,sta=p,ts=1764085963000\nv=2,e=t,bs\r\n\nnonsense=\n"
                .getBytes(StandardCharsets.UTF_8));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(counted("report", "valid")).isEqualTo(2);
    assertThat(counted("report", "malformed")).isEqualTo(1);
  }

  @Test
  void whatCannotBeReadIsAnsweredAlike() {
    for (byte[] body : List.of(new byte[0], Samples.bytes(5000, 1), new byte[] {(byte) 0xff, 10})) {
      assertThat(report(body).statusCode()).isEqualTo(204);
    }
    assertThat(counted("report", "malformed")).isGreaterThanOrEqualTo(3);
  }

  @Test
  void aReportIsBounded() {
    assertThat(report(new byte[64 * 1024]).statusCode()).isEqualTo(204);
    assertRefused(report(new byte[64 * 1024 + 1]), ErrorCode.TOO_LARGE, "no-store");
    byte[] chunked = new byte[200_000];
    assertRefused(
        node.send(
            "POST",
            node.uri("/cmcd"),
            BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(chunked))),
        ErrorCode.TOO_LARGE,
        "no-store");
  }

  @Test
  void reportsAreOnlyPosted() {
    HttpResponse<byte[]> answer = node.get("/cmcd");

    assertRefused(answer, ErrorCode.METHOD_NOT_ALLOWED, "no-store");
    assertThat(header(answer, "Allow")).isEqualTo("POST, OPTIONS");
    assertThat(header(node.send("OPTIONS", node.uri("/cmcd")), "Access-Control-Allow-Methods"))
        .isEqualTo("POST, OPTIONS");
  }

  /** More reports that never end than the listener has threads. */
  @Test
  void playersThatSendSlowlyDelayNobody() throws IOException {
    node.publish(edge, Samples.bytes(10, 1));
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Socket socket = new Socket("127.0.0.1", node.server.port());
        socket
            .getOutputStream()
            .write(
                "POST /cmcd HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nbr=1"
                    .getBytes(StandardCharsets.US_ASCII));
        slow.add(socket);
      }
      assertThat(node.get(TestNode.path(edge)).statusCode()).isEqualTo(200);
      Socket one = slow.get(99);
      one.getOutputStream().write("\n".repeat(96).getBytes(StandardCharsets.US_ASCII));
      byte[] answer = new byte[12];
      assertThat(one.getInputStream().read(answer)).isEqualTo(12);
      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 204");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    await().until(() -> counted("report", "valid") >= 1);
  }
}
