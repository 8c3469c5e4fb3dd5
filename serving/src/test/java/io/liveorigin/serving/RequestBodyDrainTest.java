package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.serving.support.RawClient;
import io.liveorigin.serving.support.RawClient.Answer;
import io.liveorigin.serving.support.TestNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sends a body that nobody wants, as bytes on a socket. */
class RequestBodyDrainTest {
  private static final int CHUNK = 64 * 1024;
  private static final int CHUNKS = 32;
  private static final int ROUNDS = 10;

  private final TestNode node = new TestNode();

  @AfterEach
  void close() {
    node.close();
  }

  private Answer sendAll(int port, String method, String path, String framing) throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + framing + "\r\n\r\n");
      boolean chunked = framing.startsWith("Transfer-Encoding");
      byte[] body = new byte[CHUNK];
      // Throws where the connection was closed under the client.
      OutputStream out = client.socket().getOutputStream();
      for (int i = 0; i < CHUNKS; i++) {
        out.write(chunked ? "10000\r\n".getBytes(StandardCharsets.US_ASCII) : new byte[0]);
        out.write(body);
        out.write(chunked ? "\r\n".getBytes(StandardCharsets.US_ASCII) : new byte[0]);
      }
      out.write(chunked ? "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII) : new byte[0]);
      return client.answer(method);
    }
  }

  private static String status(Answer answer) {
    return answer.head().stream().filter(line -> line.startsWith("HTTP/1.1")).findFirst().get();
  }

  /** Several times each: whether the rest of a body is there when the answer goes is chance. */
  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: " + CHUNK * CHUNKS, "Transfer-Encoding: chunked"})
  void whoeverSendsABodyThatIsNotWantedReadsTheAnswer(String framing) throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      String segment = TestNode.path(node.liveEdge());
      int serving = node.server.port();
      assertThat(status(sendAll(serving, "PUT", segment, framing))).contains(" 405 ");
      assertThat(status(sendAll(serving, "POST", "/cmcd", framing))).contains(" 413 ");
      assertThat(status(sendAll(serving, "POST", "/nowhere", framing))).contains(" 405 ");
      int admin = node.server.adminPort();
      assertThat(status(sendAll(admin, "PUT", "/events/acme/news", framing))).contains(" 413 ");
      assertThat(status(sendAll(admin, "PUT", "/nowhere", framing))).contains(" 413 ");
    }
  }

  /** What does not come keeps its connection for two seconds, and no thread. */
  @Test
  void whoeverDoesNotSendItIsCutOff() throws IOException {
    try (RawClient client = new RawClient(node)) {
      client.send("PUT /x HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{");
      assertThat(status(client.answer("PUT"))).contains(" 405 ");
      assertThat(client.ended()).isTrue();
    }
  }
}
