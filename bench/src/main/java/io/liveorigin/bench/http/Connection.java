package io.liveorigin.bench.http;

import io.liveorigin.bench.process.HangLimit;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One persistent HTTP/1.1 connection to a port on the loopback address. It is as lean as possible,
 * so that the load generator does not slow itself down. It reads bodies that have a {@code
 * Content-Length}, and discards them. Used by one thread.
 */
public final class Connection implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  /**
   * A response.
   *
   * @param headers the header fields by their names in lower case
   * @param length the length of the body in bytes
   */
  public record Reply(int status, Map<String, String> headers, long length) {
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;

  public Connection(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /**
   * @param socket a connected socket; for HTTPS, a TLS socket
   */
  public Connection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(Math.toIntExact(HangLimit.LIMIT.toMillis()));
    this.in = socket.getInputStream();
  }

  /** Sends a GET and reads the response. The body updates the digest, if there is one. */
  public Reply get(String path, Optional<MessageDigest> digest) throws IOException {
    return get(path, List.of(), digest);
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
    send(head.append("\r\n").toString(), new byte[0]);
    return read(digest);
  }

  public Reply put(String path, byte[] body) throws IOException {
    send(
        "PUT "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + body.length
            + "\r\n\r\n",
        body);
    return read(Optional.empty());
  }

  private void send(String head, byte[] body) throws IOException {
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[start.length + body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    socket.getOutputStream().write(all);
  }

  private Reply read(Optional<MessageDigest> digest) throws IOException {
    String line = line();
    int status = Integer.parseInt(line.substring(9, 12));
    Map<String, String> headers = new TreeMap<>();
    for (line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    long length = Long.parseLong(headers.getOrDefault("content-length", "0"));
    for (long left = length; left > 0; ) {
      fill();
      int part = (int) Math.min(left, to - from);
      if (digest.isPresent()) {
        digest.get().update(buffer, from, part);
      }
      from += part;
      left -= part;
    }
    return new Reply(status, headers, length);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      fill();
      while (from < to) {
        byte next = buffer[from++];
        if (next == '\n') {
          return line.toString();
        }
        if (next != '\r') {
          line.append((char) next);
        }
      }
    }
  }

  private void fill() throws IOException {
    if (from == to) {
      from = 0;
      to = in.read(buffer);
      if (to < 0) {
        to = 0;
        throw new EOFException("the server closed the connection");
      }
    }
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
