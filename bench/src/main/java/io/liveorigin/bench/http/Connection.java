package io.liveorigin.bench.http;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One persistent HTTP/1.1 connection to a port on the loopback address. It is as lean as possible,
 * so that the load generator does not slow itself down. It reads bodies that have a {@code
 * Content-Length}, discards them, and records when the first and the last byte arrive. There is one
 * request at a time; one thread sends, and another one may read.
 */
public final class Connection implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;
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
  public record Reply(int status, String head, long length, long first, long last) {
    /** Returns the value of a header field; empty if there is none. */
    public String header(String name) {
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer;

  public Connection(int port) throws IOException {
    this(port, BUFFER);
  }

  /**
   * @param buffer the largest number of bytes that are read at once
   */
  public Connection(int port, int buffer) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port), buffer);
  }

  /**
   * @param socket a connected socket; for HTTPS, a TLS socket
   */
  public Connection(Socket socket) throws IOException {
    this(socket, BUFFER);
  }

  private Connection(Socket socket, int buffer) throws IOException {
    this.socket = socket;
    this.buffer = new byte[buffer];
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(Math.toIntExact(HangLimit.LIMIT.toMillis()));
    this.in = socket.getInputStream();
  }

  /** Sends a GET and reads the response. */
  public Reply get(String path) throws IOException {
    return get(path, List.of(), Optional.empty());
  }

  /**
   * Sends a GET with more header fields and reads the response. The body updates the digest, if
   * there is one.
   *
   * @param fields header fields besides {@code Host}, for example {@code Accept-Encoding: gzip}
   */
  public Reply get(String path, List<String> fields, Optional<MessageDigest> digest)
      throws IOException {
    StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    fields.forEach(field -> head.append(field).append("\r\n"));
    send(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    return read(digest);
  }

  /** Sends a PUT, in one write, and reads the response. */
  public Reply put(String path, byte[] body) throws IOException {
    send(putRequest(path, body));
    return read(Optional.empty());
  }

  /**
   * Sends a PUT of a resource that is new.
   *
   * @throws OriginException if the status is not 201
   */
  public void store(String path, byte[] body) throws IOException {
    require(put(path, body).status(), 201, "PUT " + path);
  }

  /**
   * Checks the status of a response.
   *
   * @param request the request in words
   * @throws OriginException if it is another one
   */
  public static void require(int status, int wanted, String request) {
    if (status != wanted) {
      throw new OriginException(
          ErrorCode.INTERNAL, "the response to " + request + " was " + status);
    }
  }

  /** Sends a GET until the status is 200, and returns then. */
  public void awaitFound(String path, Duration limit) throws IOException, InterruptedException {
    HangLimit.await(limit, path + " is not served", () -> get(path).status() == 200);
  }

  /** Sends a GET until the status is 200, and returns then. */
  public void awaitFound(String path) throws IOException, InterruptedException {
    awaitFound(path, HangLimit.LIMIT);
  }

  /** Returns head and body of a PUT in one array, so that they are written at once. */
  public static byte[] putRequest(String path, byte[] body) {
    byte[] head =
        ("PUT %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n")
            .formatted(path, body.length)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  /** Sends a whole request. */
  public void send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
  }

  /** Reads one response, whose body must have a {@code Content-Length} or be empty. */
  public Reply read(Optional<MessageDigest> digest) throws IOException {
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
    boolean begun = filled > end || length == 0;
    long first = now;
    if (digest.isPresent()) {
      digest.get().update(buffer, end, filled - end);
    }
    for (long left = length - (filled - end); left > 0; ) {
      int count = more(0);
      now = System.nanoTime();
      if (!begun) {
        first = now;
        begun = true;
      }
      if (digest.isPresent()) {
        digest.get().update(buffer, 0, count);
      }
      left -= count;
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
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // The socket is closed either way.
      socket.isClosed();
    }
  }
}
