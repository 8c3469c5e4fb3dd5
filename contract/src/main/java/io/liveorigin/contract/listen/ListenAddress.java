package io.liveorigin.contract.listen;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** An address that is to be listened on. */
public final class ListenAddress {
  private ListenAddress() {}

  /**
   * Tries the address and lets go of it: what comes between this and listening may take long, and a
   * port that is taken is to be said at once. Throws {@link ErrorCode#INTERNAL} naming it.
   *
   * @param port 0 is always free
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
              + "; stop what listens there, or give another port",
          e);
    }
  }
}
