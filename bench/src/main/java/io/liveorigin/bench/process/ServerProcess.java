package io.liveorigin.bench.process;

import io.liveorigin.bench.http.HangLimit;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * The process of a server, of the origin or of a peer. It ends when this object is closed and when
 * this process ends.
 */
public final class ServerProcess implements AutoCloseable {
  /** Ticks of processor time per second: USER_HZ, which is 100 on every Linux. */
  static final double TICKS_PER_SECOND = 100;

  private final String name;
  private final Path log;
  private final Process process;
  private final Thread endWithParent;

  private ServerProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.endWithParent = NamedThreadFactory.one("end-" + name, process::destroy);
    Runtime.getRuntime().addShutdownHook(endWithParent);
  }

  /**
   * Starts the process.
   *
   * @param directory the directory for its log
   * @param core the core that it is pinned to
   */
  public static ServerProcess start(
      Path directory, String name, OptionalInt core, List<String> command) throws IOException {
    Path log = directory.resolve(name + ".log");
    return new ServerProcess(
        name,
        log,
        new ProcessBuilder(CpuPinning.pinned(core, command))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start());
  }

  /** Starts the process and returns when it listens on all ports. */
  public static ServerProcess start(
      Path directory, String name, OptionalInt core, List<String> command, List<Integer> ports)
      throws IOException, InterruptedException {
    ServerProcess server = start(directory, name, core, command);
    server.awaitReady(HangLimit.LIMIT, () -> ports.stream().allMatch(ServerProcess::listens));
    return server;
  }

  /**
   * Returns when the process is ready.
   *
   * @throws OriginException if it is not ready in time or ends before; it is then closed
   */
  void awaitReady(Duration limit, HangLimit.Condition ready)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!ready.met()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new OriginException(
            ErrorCode.NOT_READY, name + " was not ready: " + Files.readString(log));
      }
      HangLimit.pause();
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns a port that is free now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  Path log() {
    return log;
  }

  long pid() {
    return process.pid();
  }

  /** Returns the processor time that it has used so far, from fields 14 and 15 of proc(5). */
  double processorSeconds() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  /** Sends SIGTERM and does not wait. */
  void terminate() {
    process.destroy();
  }

  /** Sends SIGKILL and does not wait. */
  void kill() {
    process.destroyForcibly();
  }

  /**
   * Returns when the process has ended.
   *
   * @throws OriginException if it has not ended after a minute; it is then killed
   */
  void awaitEnd() throws InterruptedException {
    boolean ended = process.waitFor(1, TimeUnit.MINUTES);
    close();
    if (!ended) {
      throw new OriginException(ErrorCode.INTERNAL, name + " did not end");
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
      Runtime.getRuntime().removeShutdownHook(endWithParent);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // This process is ending.
      process.destroyForcibly();
    }
  }
}
