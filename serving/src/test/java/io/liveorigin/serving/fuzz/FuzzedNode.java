package io.liveorigin.serving.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.serving.segment.HoldSettings;
import io.liveorigin.serving.support.LoggedFaults;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A real server with something to serve, asked over raw sockets. */
final class FuzzedNode implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

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

  /** Sends the bytes on a connection of their own and takes all that comes back. */
  String send(byte[] request) {
    return send(List.of(request));
  }

  /** Each piece in a write of its own, and so mostly in a packet of its own. */
  private String send(List<byte[]> pieces) {
    try (Socket socket = new Socket("127.0.0.1", node.server.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setSoLinger(true, 0);
      socket.setTcpNoDelay(true);
      for (byte[] piece : pieces) {
        socket.getOutputStream().write(piece);
      }
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("no answer, and no end of the connection", e);
    } catch (IOException e) {
      // Jetty closed the connection while we were still sending: its right.
      return "";
    }
  }

  /** What every request must leave behind. */
  void assertUnharmed(byte[] request) {
    String answers = send(request);
    RawAnswers.read(answers).assertMeant();
    assertThat(log.faults()).isEmpty();
  }

  /** However the requests are cut, the answers are the same, and the node is unharmed. */
  void assertAlike(byte[] requests, List<byte[]> pieces) {
    RawAnswers whole = RawAnswers.read(send(requests));
    RawAnswers cut = RawAnswers.read(send(pieces));
    whole.assertMeant();
    cut.assertMeant();
    assertThat(log.faults()).isEmpty();
    whole.assertSame(cut);
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
