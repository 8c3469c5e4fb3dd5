package io.liveorigin.standalone.packagers;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A proxy between a packager and its ingest that adds a header to some requests, and tells a
 * listener about each body of which the first bytes, and not the last, have passed. Chunked bodies
 * only.
 */
final class DeclaringProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final Function<String, String> headerOf;
  private final Consumer<String> inTheMiddleOf;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /**
   * @param headerOf the header line to add to a request for a path; empty for none
   * @param inTheMiddleOf called with the path when part of its body has been passed on
   */
  DeclaringProxy(int target, Function<String, String> headerOf, Consumer<String> inTheMiddleOf) {
    this.target = target;
    this.headerOf = headerOf;
    this.inTheMiddleOf = inTheMiddleOf;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(client);
        open.add(server);
        threads.execute(() -> requests(client, server));
        threads.execute(() -> answers(client, server));
      }
    } catch (IOException e) {
      // The listener was closed: the proxy ends.
      threads.shutdown();
    }
  }

  private void requests(Socket client, Socket server) {
    try (client;
        server) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      OutputStream out = server.getOutputStream();
      while (true) {
        request(in, out);
      }
    } catch (IOException e) {
      // The packager is gone; what was not whole ends without its last chunk.
      return;
    }
  }

  private void request(InputStream in, OutputStream out) throws IOException {
    String first = line(in);
    String path = first.split(" ")[1];
    StringBuilder head = new StringBuilder(first).append("\r\n");
    boolean chunked = false;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      chunked |= header.equalsIgnoreCase("transfer-encoding: chunked");
      head.append(header).append("\r\n");
    }
    head.append(headerOf.apply(path)).append("\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    boolean began = false;
    while (chunked) {
      String sizeLine = line(in);
      int size = Integer.parseInt(sizeLine.trim(), 16);
      byte[] chunk = in.readNBytes(size + 2);
      if (chunk.length < size + 2) {
        throw new EOFException();
      }
      if (size == 0 && began) {
        inTheMiddleOf.accept(path);
      }
      out.write((sizeLine + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.write(chunk);
      out.flush();
      began |= size > 0;
      chunked = size > 0;
    }
    out.flush();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static void answers(Socket client, Socket server) {
    try {
      server.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // One of them hung up, so there is nobody left to tell.
      return;
    }
  }

  /** Cuts every connection at once, as the death of the packager does. */
  void cut() {
    for (Socket socket : open) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
    threads.shutdownNow();
  }
}
