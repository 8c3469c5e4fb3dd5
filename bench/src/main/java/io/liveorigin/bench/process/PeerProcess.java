package io.liveorigin.bench.process;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A process of a peer, nginx or Varnish for example. It ends when this object is closed and when
 * this process ends.
 */
public final class PeerProcess implements AutoCloseable {

  private final Process process;
  private final Thread endWithParent;

  private PeerProcess(Process process) {
    this.process = process;
    this.endWithParent = NamedThreadFactory.one("end-peer", process::destroy);
    Runtime.getRuntime().addShutdownHook(endWithParent);
  }

  /** Starts the process and returns when it listens on all ports. */
  public static PeerProcess start(
      Path directory, String name, OptionalInt core, List<String> command, List<Integer> ports)
      throws IOException {
    Path log = directory.resolve(name + ".out");
    PeerProcess peer =
        new PeerProcess(
            new ProcessBuilder(CpuPinning.pinned(core, command))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
    long deadline = HangLimit.deadline();
    for (int port : ports) {
      while (!listens(port)) {
        if (!peer.process.isAlive() || System.nanoTime() > deadline) {
          peer.close();
          throw new OriginException(
              ErrorCode.NOT_READY, name + " did not start: " + Files.readString(log));
        }
        OriginProcesses.pause();
      }
    }
    return peer;
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
