package io.liveorigin.serving.feed;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.util.Callback;

/** The connection of a client that follows an event. */
public interface FeedClient {
  /** Sets the head of the response. Called once, before the first write. */
  void begin();

  /**
   * Writes bytes without waiting. There is at most one write at a time.
   *
   * @param written succeeds when the bytes have left, and fails when the connection has ended; in
   *     any thread
   */
  void write(ByteBuffer bytes, Callback written);

  /** Completes the response. No write is under way. */
  void complete();

  /** Ends the connection, whatever is under way. */
  void cut();

  /**
   * A client's wish: the decisions that it follows, and the name under which it counts.
   *
   * @param name what the client's streams are counted under
   * @param ofTenant whether the client is of one tenant, so that a part of the streams is not for
   *     it
   * @param representation the id of the only one that is followed; empty for all
   * @param allowed whether the client may still see the event; asked at each heartbeat
   */
  record Request(String name, boolean ofTenant, String representation, BooleanSupplier allowed) {
    /** The representation of a request for all. */
    public static final String ALL = "";

    boolean wants(FeedEntry entry) {
      return representation.equals(ALL) || representation.equals(entry.representation());
    }
  }
}
