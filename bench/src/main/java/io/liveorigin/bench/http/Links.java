package io.liveorigin.bench.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Many connections in one thread, which reads bodies and discards them. */
public final class Links implements AutoCloseable {
  /**
   * The largest piece of a body that is read at once. A body therefore waits for at most this much
   * of each other body.
   */
  private static final int SCRAP = 64 * 1024;

  private final Selector selector = Selector.open();
  private final List<Link> links = new ArrayList<>();
  private final ByteBuffer scrap = ByteBuffer.allocateDirect(SCRAP);
  private final boolean headsFirst;

  /**
   * @param headsFirst whether all heads that have arrived are read before any body, so that one
   *     client's first byte is not delayed by another's body
   */
  public Links(boolean headsFirst) throws IOException {
    this.headsFirst = headsFirst;
  }

  /** Receives responses. */
  public interface Receiver {
    void ended(Link.Response response) throws IOException;
  }

  /**
   * Connects one more client.
   *
   * @param channel an index for the caller
   * @param port on the loopback address
   */
  public void add(int channel, int port) throws IOException {
    links.add(new Link(channel, port, selector));
  }

  public List<Link> all() {
    return links;
  }

  /** Waits until bytes arrive, at most for this time, and reads them. */
  public void poll(long millis, Receiver receiver) throws IOException {
    selector.select(millis);
    if (headsFirst) {
      for (SelectionKey ready : selector.selectedKeys()) {
        ((Link) ready.attachment()).readHead();
      }
    }
    for (SelectionKey ready : selector.selectedKeys()) {
      Link link = (Link) ready.attachment();
      if (!headsFirst) {
        link.readHead();
      }
      Optional<Link.Response> response = link.read(scrap);
      if (response.isPresent()) {
        receiver.ended(response.get());
      }
    }
    selector.selectedKeys().clear();
  }

  /** Ends a wait in {@link #poll}. Called by any thread. */
  public void wakeup() {
    selector.wakeup();
  }

  @Override
  public void close() throws IOException {
    for (Link link : links) {
      link.close();
    }
    selector.close();
  }
}
