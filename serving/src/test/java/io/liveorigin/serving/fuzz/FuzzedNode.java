package io.liveorigin.serving.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.serving.segment.HoldSettings;
import io.liveorigin.serving.support.LoggedFaults;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A real server with something to serve, asked over raw sockets. */
final class FuzzedNode implements AutoCloseable {
  private static final long BETWEEN_PIECES_NANOS = 300_000;

  private final LoggedFaults log = new LoggedFaults();

  /** Its clock stands, so a hold would never end. */
  private final TestNode node = new TestNode(config -> config.withHold(HoldSettings.off()));

  final long edge = node.liveEdge();

  FuzzedNode() {
    byte[] bytes = new byte[5000];
    Arrays.fill(bytes, (byte) 'z');
    node.publish(edge, bytes);
    bytes[0] = 'y';
    node.publish(edge - 1, bytes, Samples.dropped(3));
    bytes[1] = 'y';
    node.old(edge - 10, bytes);
    node.init(Samples.V0, "i".repeat(700).getBytes(StandardCharsets.US_ASCII));
  }

  /** A record such as others may have written. */
  void publish(long number, String pipeline, String contentType, Defect... defects) {
    byte[] bytes = new byte[5000];
    Arrays.fill(bytes, (byte) 'x');
    Candidate sane = node.pass(number, pipeline, bytes, defects);
    Candidate candidate =
        new Candidate(
            sane.pipeline(),
            sane.position(),
            sane.digest(),
            sane.size(),
            contentType,
            sane.arrival(),
            sane.facts(),
            sane.defects());
    node.accept(Samples.decision(TestNode.v0(number), 1, candidate));
  }

  /**
   * What came back on a connection.
   *
   * @param whole whether the connection came to its end, and was not reset under the client, which
   *     then loses what it had not read
   */
  private record Received(String text, boolean whole) {}

  /** Sends the bytes on a connection of their own and takes all that comes back. */
  String send(byte[] request) {
    return send(List.of(request)).text();
  }

  /**
   * Each piece in a write of its own. Between two of them the node has the time to read the first,
   * if it likes; no verdict depends on whether it did.
   */
  private Received send(List<byte[]> pieces) {
    try (Socket socket = new Socket("127.0.0.1", node.server.port())) {
      socket.setSoTimeout(Patience.LIMIT_MILLIS);
      socket.setSoLinger(true, 0);
      socket.setTcpNoDelay(true);
      for (int i = 0; i < pieces.size(); i++) {
        if (i > 0) {
          LockSupport.parkNanos(BETWEEN_PIECES_NANOS);
        }
        socket.getOutputStream().write(pieces.get(i));
      }
      socket.shutdownOutput();
      return new Received(
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1), true);
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("no answer, and no end of the connection", e);
    } catch (IOException e) {
      // Jetty closed the connection while we were still sending: its right.
      return new Received("", false);
    }
  }

  /** What every request must leave behind. */
  void assertUnharmed(byte[] request) {
    String answers = send(request);
    RawResponses.read(answers).assertMeant();
    assertThat(log.faults()).isEmpty();
  }

  /** However the requests are cut, the answers are the same, and the node is unharmed. */
  void assertAlike(byte[] requests, List<byte[]> pieces) {
    Received once = send(List.of(requests));
    Received cut = send(pieces);
    RawResponses answers = RawResponses.read(once.text());
    RawResponses others = RawResponses.read(cut.text());
    answers.assertMeant();
    others.assertMeant();
    assertThat(log.faults()).isEmpty();
    answers.assertSame(others, once.whole() && cut.whole());
  }

  void assertServing() {
    assertThat(node.get(TestNode.path(edge)).statusCode()).isEqualTo(200);
  }

  @Override
  public void close() {
    node.close();
    log.close();
  }
}
