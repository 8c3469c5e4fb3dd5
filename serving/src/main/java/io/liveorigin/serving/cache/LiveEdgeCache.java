package io.liveorigin.serving.cache;

import io.liveorigin.contract.segment.Digest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of the segments that came last, by digest, off the heap. It holds candidates before
 * anything is decided about them; only someone who knows a winner's digest finds its bytes. Any
 * thread.
 */
public final class LiveEdgeCache {
  private static final Logger LOG = LoggerFactory.getLogger(LiveEdgeCache.class);

  private final RecentMap<Digest, Payload> payloads;

  /**
   * @param capacity largest sum of segment sizes, bytes
   */
  public LiveEdgeCache(long capacity) {
    this.payloads = new RecentMap<>(capacity);
  }

  /** Copies the bytes, about 0.1 ms per MiB. Both pipelines' identical bytes are kept once. */
  public void keep(Digest digest, byte[] bytes) {
    if (payloads.get(digest).isPresent()) {
      return;
    }
    try {
      payloads.put(digest, Payload.copyOf(bytes), bytes.length);
    } catch (OutOfMemoryError e) {
      // Of direct memory, a limit and not a fault: the segment is read back from Kafka instead.
      LOG.warn("no direct memory for a segment of {} bytes: {}", bytes.length, e.getMessage());
    }
  }

  public Optional<Payload> get(Digest digest) {
    return payloads.get(digest);
  }

  public void drop(Digest digest) {
    payloads.remove(digest);
  }

  /** Sum of the sizes of the kept segments. */
  public long bytes() {
    return payloads.weight();
  }

  public int segments() {
    return payloads.size();
  }
}
