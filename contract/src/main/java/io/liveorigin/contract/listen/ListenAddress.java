package io.liveorigin.contract.listen;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Checks an address on which a process will listen. */
public final class ListenAddress {
  private ListenAddress() {}

  /**
   * Binds the address and releases it, so that a port that is taken is reported at once: the work
   * between this check and listening may take long. Throws {@link ErrorCode#INTERNAL} with the
   * address if it cannot be bound.
   *
   * @param port the port; 0 is always free
   */
  public static void requireFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new OriginException(
          ErrorCode.INTERNAL,
          "cannot listen on "
              + host
              + ":"
              + port
              + ": "
              + e.getMessage()
              + "; stop the process that listens there, or choose another port",
          e);
    }
  }
}
