package io.liveorigin.bench.publish;

import io.liveorigin.bench.process.HangLimit;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One persistent HTTP/1.1 connection to a port on the loopback address that records when the first
 * and the last byte of a body arrive. A request is built before its clock starts; received bodies
 * are discarded. One thread sends, and another one may read.
 */
final class Exchange implements AutoCloseable {
  private static final int BUFFER = 256 * 1024;
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

  /**
   * A response.
   *
   * @param head the status line and the header fields
   * @param length the length of the body in bytes
   * @param first when the first byte of the body was read, or the end of the head if there is no
   *     body; {@link System#nanoTime}
   * @param last when the last byte was read
   */
  record Reply(int status, String head, long length, long first, long last) {}

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];

  Exchange(int port) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(Math.toIntExact(HangLimit.LIMIT.toMillis()));
    this.in = socket.getInputStream();
  }

  static byte[] get(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns head and body of a PUT in one array, so that they are written at once. */
  static byte[] put(String path, byte[] body) {
    byte[] head =
        ("PUT "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  void send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
  }

  /** Reads one response, whose body must have a {@code Content-Length} or be empty. */
  Reply read() throws IOException {
    int filled = 0;
    int end = -1;
    while (end < 0) {
      filled += more(filled);
      end = headEnd(filled);
    }
    long now = System.nanoTime();
    String head = new String(buffer, 0, end, StandardCharsets.US_ASCII);
    Matcher announced = LENGTH.matcher(head);
    long length = announced.find() ? Long.parseLong(announced.group(1)) : 0;
    long left = length - (filled - end);
    long first = now;
    boolean begun = filled > end || length == 0;
    while (left > 0) {
      left -= more(0);
      now = System.nanoTime();
      if (!begun) {
        first = now;
        begun = true;
      }
    }
    return new Reply(Integer.parseInt(head.substring(9, 12)), head, length, first, now);
  }

  private int more(int at) throws IOException {
    int count = in.read(buffer, at, buffer.length - at);
    if (count < 0) {
      throw new EOFException("the server closed the connection");
    }
    return count;
  }

  /** Returns the index right after the empty line that ends the head, or -1. */
  private int headEnd(int filled) {
    for (int i = 3; i < filled; i++) {
      if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
