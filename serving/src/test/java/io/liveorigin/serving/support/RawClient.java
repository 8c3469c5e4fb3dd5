package io.liveorigin.serving.support;

import io.liveorigin.contract.segment.Digest;
import io.liveorigin.testing.Patience;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLException;

/** One connection, and requests as bytes: what HTTP libraries do not let a test say. */
public final class RawClient implements AutoCloseable {
  /**
   * An answer as it came over the wire.
   *
   * @param head its lines, sorted; without Date, which is the clock's of the machine
   */
  public record Answer(List<String> head, byte[] body) {
    /** Of large bodies, which nobody wants to see printed. */
    public String digest() {
      return RawClient.digest(body);
    }
  }

  private final Socket socket;
  private final IOException refusedWrite = new IOException("writes that failed");

  /** On the public port. */
  public RawClient(TestNode node) {
    this(connected(node, node.server.port()));
  }

  public RawClient(int port) {
    this(connected(port));
  }

  public RawClient(Socket socket) {
    this.socket = socket;
    try {
      socket.setSoTimeout(Patience.LIMIT_MILLIS);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** On the admin port. */
  public static RawClient admin(TestNode node) {
    return new RawClient(connected(node, node.server.adminPort()));
  }

  private static Socket connected(TestNode node, int port) {
    try {
      return node.connect(new Socket(), port);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Socket connected(int port) {
    try {
      return new Socket(InetAddress.getLoopbackAddress(), port);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** One request and its answer, on a connection of their own. */
  public static Answer ask(TestNode node, String method, String path, String... fields) {
    try (RawClient client = new RawClient(node)) {
      client.send(request(method, path, fields));
      return client.answer(method);
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    }
  }

  public static String digest(byte[] body) {
    return body.length + " bytes, " + Digest.of(body);
  }

  public static String request(String method, String path, String... fields) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: origin\r\n"
        + String.join("", Arrays.stream(fields).map(f -> f + "\r\n").toList())
        + "\r\n";
  }

  /** What a server that has answered and closed no longer takes is left out; the answer counts. */
  public RawClient send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      refusedWrite.addSuppressed(e);
    }
    return this;
  }

  public Socket socket() {
    return socket;
  }

  /** The next answer on the connection. */
  public Answer answer(String method) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        EOFException ended = new EOFException("after " + text);
        ended.addSuppressed(refusedWrite);
        throw ended;
      }
      text.append((char) next);
    }
    List<String> lines = text.toString().lines().filter(line -> !line.isEmpty()).toList();
    boolean without = method.equals("HEAD") || lines.get(0).contains(" 304 ");
    int length =
        without
            ? 0
            : lines.stream()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElse(0);
    List<String> head = lines.stream().filter(line -> !line.startsWith("Date: ")).sorted().toList();
    return new Answer(head, in.readNBytes(length));
  }

  /** Whether the other side sends no more: it has closed, or refuses what was sent since. */
  public boolean ended() throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException | SSLException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
