package io.liveorigin.bench.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * One of many connections in one thread. It sends one request after another and never blocks for a
 * response. Used by the thread that calls {@link Links#poll}.
 */
public final class Link implements AutoCloseable {
  /**
   * A response. Instants are of {@link System#nanoTime()}.
   *
   * @param link the connection
   * @param number the number of the segment that was requested
   * @param asked when the request was sent
   * @param first when the first byte arrived
   * @param last when the last byte arrived
   * @param pipeline the pipeline that won; empty unless the status is 200
   */
  public record Response(
      Link link,
      long number,
      int status,
      long asked,
      long first,
      long last,
      long bytes,
      String pipeline) {}

  private static final int HEAD = 16 * 1024;
  private static final String LENGTH = "\r\ncontent-length:";
  private static final String PIPELINE = "\r\norigin-pipeline:";

  private final int channel;
  private final int port;
  private final Selector selector;
  private final ByteBuffer head = ByteBuffer.allocate(HEAD);
  private SocketChannel socket;
  private String path = "";
  private boolean waiting;
  private boolean inBody;
  private long number;
  private long asked;
  private long first;
  private long left;
  private long length;
  private int status;
  private String pipeline = "";

  Link(int channel, int port, Selector selector) throws IOException {
    this.channel = channel;
    this.port = port;
    this.selector = selector;
    this.socket = connect();
  }

  private SocketChannel connect() throws IOException {
    SocketChannel made =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    made.socket().setTcpNoDelay(true);
    made.configureBlocking(false);
    made.register(selector, SelectionKey.OP_READ, this);
    return made;
  }

  /** Returns the index of what the connection is for, see {@link Links#add}. */
  public int channel() {
    return channel;
  }

  /** Returns whether a response is outstanding. */
  public boolean waiting() {
    return waiting;
  }

  /** Sends a request. The response to the previous one must have been read. */
  public void request(String of, long wanted) throws IOException {
    path = of;
    number = wanted;
    waiting = true;
    inBody = false;
    asked = System.nanoTime();
    if (!socket.isOpen()) {
      socket = connect();
    }
    send();
  }

  private void send() throws IOException {
    byte[] request =
        ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    head.clear();
    if (socket.write(ByteBuffer.wrap(request)) < request.length) {
      throw new IOException("a short request did not fit into the socket buffer");
    }
  }

  /**
   * Reads the available bytes of a response head, and of the body if they arrive with it. If the
   * server has closed the connection because it was idle, it is opened again: at once if a response
   * is outstanding, otherwise with the next request.
   */
  void readHead() throws IOException {
    if (inBody && waiting) {
      return;
    }
    int read = socket.read(head);
    if (read > 0) {
      head();
    } else if (read < 0) {
      socket.close();
      if (waiting) {
        socket = connect();
        send();
      }
    }
  }

  /**
   * Reads from the response body once.
   *
   * @param scrap receives the bytes, which are discarded
   * @return the response, if this was its end
   */
  Optional<Response> read(ByteBuffer scrap) throws IOException {
    if (!waiting || !inBody) {
      return Optional.empty();
    }
    if (left > 0) {
      scrap.clear();
      scrap.limit((int) Math.min(scrap.capacity(), left));
      int read = socket.read(scrap);
      if (read < 0) {
        throw new EOFException("the server closed a connection in the middle of a response");
      }
      left -= read;
    }
    if (left > 0) {
      return Optional.empty();
    }
    waiting = false;
    head.clear();
    return Optional.of(
        new Response(this, number, status, asked, first, System.nanoTime(), length, pipeline));
  }

  private void head() throws IOException {
    if (first < asked) {
      first = System.nanoTime();
    }
    String text = new String(head.array(), 0, head.position(), StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      if (!head.hasRemaining()) {
        throw new IOException("the response head is longer than " + HEAD + " bytes");
      }
      return;
    }
    String fields = text.substring(0, end + 2);
    status = Integer.parseInt(fields.substring(9, 12));
    length = Long.parseLong(field(fields, LENGTH).orElse("0"));
    pipeline = status == 200 ? field(fields, PIPELINE).orElse("") : "";
    left = length - (head.position() - end - 4);
    inBody = true;
  }

  private static Optional<String> field(String fields, String name) {
    int at = fields.toLowerCase(Locale.ROOT).indexOf(name);
    return at < 0
        ? Optional.empty()
        : Optional.of(fields.substring(at + name.length(), fields.indexOf("\r\n", at + 2)).strip());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
