package io.liveorigin.serving.front;

import io.liveorigin.serving.access.AdminAuthenticator;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.server.Request;

/**
 * Bounds the bytes of bodies that a listener keeps in memory, of all requests and of each client. A
 * client is a tenant, a credential without a tenant, or an address if the listener is open. Any
 * thread; never blocks.
 */
final class BufferedBytes {
  private final long most;
  private final long share;

  /** By client; guarded by this. Only clients that have some. */
  private final Map<String, Long> byClient = new HashMap<>();

  /** Guarded by this. */
  private long all;

  /**
   * Creates empty counts.
   *
   * @param most bytes of all clients together
   * @param share bytes of one client
   */
  BufferedBytes(long most, long share) {
    this.most = most;
    this.share = share;
  }

  /** The share of a request: it starts empty, and is given back when the request is complete. */
  Holding of(Request request) {
    Holding holding = new Holding(client(request));
    Request.addCompletionListener(request, any -> holding.giveBack());
    return holding;
  }

  private static String client(Request request) {
    return request.getAttribute(AdminAuthenticator.ATTRIBUTE)
            instanceof AdminAuthenticator.Entered entered
        ? entered.name(Request.getRemoteAddr(request))
        : "address " + Request.getRemoteAddr(request);
  }

  /** Bytes that are kept now. */
  synchronized long kept() {
    return all;
  }

  private synchronized boolean add(String client, long bytes) {
    long own = byClient.getOrDefault(client, 0L);
    if (all + bytes > most || own + bytes > share) {
      return false;
    }
    all += bytes;
    byClient.put(client, own + bytes);
    return true;
  }

  private synchronized void remove(String client, long bytes) {
    all -= bytes;
    byClient.computeIfPresent(client, (any, own) -> own == bytes ? null : own - bytes);
  }

  /** The bytes of one request. */
  final class Holding {
    private final String client;

    /** Guarded by this. */
    private long own;

    /** Guarded by this. */
    private boolean complete;

    private Holding(String client) {
      this.client = client;
    }

    /** Returns whether that many more bytes may be kept; if so, they count from now on. */
    synchronized boolean add(long bytes) {
      if (complete || !BufferedBytes.this.add(client, bytes)) {
        return false;
      }
      own += bytes;
      return true;
    }

    /** Whether one more byte could be kept. */
    boolean hasRoom() {
      synchronized (BufferedBytes.this) {
        return all < most && byClient.getOrDefault(client, 0L) < share;
      }
    }

    private synchronized void giveBack() {
      if (!complete) {
        complete = true;
        remove(client, own);
      }
    }
  }
}
