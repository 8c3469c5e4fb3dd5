package io.liveorigin.standalone.support.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Any number of HTTP/1.1 clients on the loopback address, in one thread: a client is a socket and a
 * few hundred bytes. Each request has a connection of its own. Bodies are digested as they come,
 * and thrown away. There is no time-out: who waits for an answer bounds the wait. Any thread asks.
 */
public final class SocketClients implements AutoCloseable {
  /** Read at once: so much of every body waits at most for so much of each other. */
  private static final int CHUNK = 64 * 1024;

  private final Selector selector;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
  private final ConcurrentLinkedQueue<Exchange> fresh = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::run, "socket-clients");
  private volatile boolean closed;

  public SocketClients() {
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread.start();
  }

  public Asked get(int port, String path) {
    return ask(port, "GET", path);
  }

  public Asked head(int port, String path) {
    return ask(port, "HEAD", path);
  }

  private Asked ask(int port, String method, String path) {
    Exchange exchange = new Exchange(port, method, path);
    fresh.add(exchange);
    selector.wakeup();
    return exchange.asked();
  }

  private void run() {
    try {
      while (!closed) {
        selector.select();
        for (Exchange e = fresh.poll(); e != null; e = fresh.poll()) {
          e.open(selector);
        }
        for (SelectionKey key : selector.selectedKeys()) {
          ((Exchange) key.attachment()).ready(key, chunk);
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException e) {
      fail(e);
    } finally {
      fail(new IOException("the clients went away"));
    }
  }

  /** Whoever still waits is told why no answer comes, and its connection ends. */
  private void fail(IOException reason) {
    selector.keys().forEach(key -> ((Exchange) key.attachment()).fail(reason));
    fresh.forEach(exchange -> exchange.fail(reason));
  }

  /** All connections end, whatever is under way on them. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
