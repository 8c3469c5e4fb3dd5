package io.liveorigin.standalone.cdn;

import io.liveorigin.standalone.stack.Http;
import io.liveorigin.standalone.support.KeptLogs;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real CDN node as a process of its own on the loopback address. */
public final class CdnNodeProcess implements AutoCloseable {
  private final String name;
  private final int port;
  private final Path log;
  private final Process process;

  private CdnNodeProcess(String name, int port, Path log, Process process) {
    this.name = name;
    this.port = port;
    this.log = log;
    this.process = process;
  }

  /** Returns when it listens. */
  static CdnNodeProcess start(String name, int port, Path directory, List<String> command) {
    Path log = directory.resolve(name + ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      CdnNodeProcess node = new CdnNodeProcess(name, port, log, process);
      Patience.await()
          .pollInterval(Duration.ofMillis(50))
          .failFast(
              () -> {
                if (!process.isAlive()) {
                  throw new AssertionError(node.output());
                }
              })
          .until(node::listens);
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private String output() {
    try {
      return name + ": " + Files.readString(log);
    } catch (IOException e) {
      return name + ": " + e;
    }
  }

  /** As it names itself in {@code Via}. */
  public String name() {
    return name;
  }

  public int port() {
    return port;
  }

  public Http http() {
    return new Http(port);
  }

  /** GETs as a player does: again, while the origin behind it says that it is too busy to say. */
  HttpResponse<byte[]> get(String path, String... headers) {
    return Patience.await()
        .pollDelay(Duration.ZERO)
        .until(() -> http().get(path, headers), answer -> answer.statusCode() != 503);
  }

  /** A port that nobody has now. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    KeptLogs.keep(log, process.pid());
  }
}
