package io.liveorigin.bench.storm;

import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.traffic.OpenLoop;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Clients that begin a request and then send a byte of it every five seconds, and clients that do
 * not read their responses. A client that is disconnected connects again. Used by one thread.
 */
final class TrickleClients implements Storm.Load {
  private static final long BETWEEN_BYTES = TimeUnit.SECONDS.toNanos(5);
  private static final long BETWEEN_CONNECTIONS = TimeUnit.MILLISECONDS.toNanos(4);

  /**
   * The receive buffer of a client that does not read. It is small, so that a few responses fill
   * it: a response that fits into the buffers of both kernels costs the listener as much as any.
   */
  private static final int RECEIVE_BUFFER = 4096;

  /** Requests that a client that does not read sends when it connects. */
  private static final int UNREAD = 4;

  /** A chunk of one byte, which suits bodies and header fields alike. */
  private static final String BYTE = "1\r\nx\r\n";

  /**
   * The beginning of a request.
   *
   * @param plain whether the connection is plain even if the listener uses TLS
   * @param more the part of the request that is sent every five seconds
   */
  record PartialRequest(int port, boolean plain, String start, String more) {
    private PartialRequest(int port, String start, String more) {
      this(port, false, start, more);
    }

    /**
     * Returns a TLS handshake that never ends: the header of a record of 16,383 bytes, and the
     * first of these bytes.
     */
    static PartialRequest handshake(int port) {
      return new PartialRequest(port, true, "\u0016\u0003\u0001\u003f\u007f\u0001", "\u0000");
    }

    /** Returns a request whose body is sent in chunks. */
    static PartialRequest body(int port, String method, String path) {
      return new PartialRequest(
          port,
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n",
          BYTE);
    }

    /** Returns requests whose responses are never read, while more requests follow. */
    static PartialRequest neverReading(int port, String path) {
      String one = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      return new PartialRequest(port, one.repeat(UNREAD), one);
    }

    /** Returns a request whose head never ends. */
    static PartialRequest head(int port, String path) {
      return new PartialRequest(port, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX: ", "x");
    }
  }

  private static final class Client {
    private final OriginProcesses origin;
    private final PartialRequest begun;
    private Optional<Socket> socket = Optional.empty();

    Client(OriginProcesses origin, PartialRequest begun) {
      this.origin = origin;
      this.begun = begun;
    }

    void send() {
      try {
        if (socket.isEmpty()) {
          socket = Optional.of(connect());
          socket.get().setReceiveBufferSize(RECEIVE_BUFFER);
          write(begun.start());
        }
        write(begun.more());
      } catch (IOException e) {
        close();
      }
    }

    private Socket connect() throws IOException {
      return begun.plain()
          ? new Socket(InetAddress.getLoopbackAddress(), begun.port())
          : origin.socket(begun.port());
    }

    private void write(String text) throws IOException {
      OutputStream out = socket.orElseThrow().getOutputStream();
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    void close() {
      try {
        if (socket.isPresent()) {
          socket.get().close();
        }
      } catch (IOException e) {
        // The socket is closed either way.
        socket = Optional.empty();
      }
      socket = Optional.empty();
    }
  }

  private final OriginProcesses origin;
  private final List<PartialRequest> requests = new ArrayList<>();
  private List<Client> clients = List.of();

  /**
   * Makes {@code each} clients on the serving listener and on the admin listener, which alternate
   * between the kinds of request that the listener may receive, and twice as many on ingest.
   * Besides, {@code each} clients on ingest and admin never read their responses. If the listeners
   * use HTTPS, each of them also has {@code each} clients whose handshake never ends.
   */
  TrickleClients(OriginProcesses origin, int each, String segment) {
    this.origin = origin;
    int ingest = origin.ingestPort();
    int serving = origin.servingPort();
    int admin = origin.adminPort();
    for (int i = 0; i < each; i++) {
      boolean even = i % 2 == 0;
      requests.add(PartialRequest.body(ingest, "PUT", even ? segment : "/bench/unknown/v-1.m4s"));
      requests.add(
          even
              ? PartialRequest.body(serving, "POST", "/cmcd")
              : PartialRequest.head(serving, segment));
      requests.add(
          even
              ? PartialRequest.body(admin, "PUT", "/events/bench/other")
              : PartialRequest.head(admin, "/status"));
      requests.add(PartialRequest.head(ingest, segment));
      if (origin.tls().isPresent()) {
        List.of(ingest, serving, admin)
            .forEach(port -> requests.add(PartialRequest.handshake(port)));
      }
      requests.add(
          switch (i % 3) {
            case 0 -> PartialRequest.neverReading(ingest, "/-/metrics");
            case 1 -> PartialRequest.neverReading(admin, "/metrics");
            default -> PartialRequest.neverReading(serving, segment);
          });
    }
  }

  /**
   * Connects all clients over some seconds. The storm is the connections that they hold open, not
   * the processor time of thousands of first requests within a second.
   */
  @Override
  public void begin() throws InterruptedException {
    clients = requests.stream().map(begun -> new Client(origin, begun)).toList();
    for (Client client : clients) {
      client.send();
      TimeUnit.NANOSECONDS.sleep(BETWEEN_CONNECTIONS);
    }
  }

  @Override
  public Optional<OpenLoop.Tally> run(long nanos) throws InterruptedException {
    long start = System.nanoTime();
    for (long turn = 0; ; turn++) {
      long due = start + turn * (BETWEEN_BYTES / clients.size());
      if (due - start >= nanos) {
        return Optional.empty();
      }
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      clients.get((int) (turn % clients.size())).send();
    }
  }

  @Override
  public void end() {
    clients.forEach(Client::close);
  }
}
