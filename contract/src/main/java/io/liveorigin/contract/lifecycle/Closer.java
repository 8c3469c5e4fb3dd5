package io.liveorigin.contract.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes resources in reverse order. One that fails to close does not keep the others open. */
public final class Closer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Closer.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /** Takes ownership of {@code part} and returns it. */
  public synchronized <T extends AutoCloseable> T add(T part) {
    parts.addLast(part);
    return part;
  }

  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      AutoCloseable last = parts.removeLast();
      try {
        last.close();
      } catch (Exception e) {
        LOG.warn("{} was not closed cleanly", last.getClass().getSimpleName(), e);
      }
    }
  }
}
