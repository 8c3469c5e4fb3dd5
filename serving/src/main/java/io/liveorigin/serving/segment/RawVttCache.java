package io.liveorigin.serving.segment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.media.vtt.RawVttResult;
import io.liveorigin.media.vtt.WebVtt;
import io.liveorigin.serving.bytes.memory.Payload;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raw WebVTT, made once from each segment and kept while it is requested. A segment that cannot be
 * read becomes text that shows nothing. Any thread.
 */
final class RawVttCache {
  private static final Logger LOG = LoggerFactory.getLogger(RawVttCache.class);

  /** Enough for tens of thousands of usual segments. */
  private static final int MOST_BYTES = 16 << 20;

  /** Approximate memory of an entry besides its text. */
  private static final int ENTRY_BYTES = 400;

  private static final Duration UNUSED = Duration.ofMinutes(2);

  /**
   * The source of a text.
   *
   * @param segment digest of the media segment
   * @param init digest of the init segment
   */
  record Source(Digest segment, Digest init) {}

  private final Cache<Source, GeneratedBytes> texts =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .weigher((Source source, GeneratedBytes text) -> text.bytes().length + ENTRY_BYTES)
          .expireAfterAccess(UNUSED)
          .build();

  /** Returns a text that is in the cache. */
  Optional<GeneratedBytes> known(Source source) {
    return Optional.ofNullable(texts.getIfPresent(source));
  }

  /**
   * Returns the text, and makes it if necessary. This takes milliseconds for a segment of the
   * maximum size.
   *
   * @param init bytes of the init segment
   * @param segment bytes of the segment, released here
   */
  GeneratedBytes made(Source source, byte[] init, Payload segment) {
    try {
      return texts.get(source, unseen -> make(source, init, segment));
    } finally {
      segment.release();
    }
  }

  private static GeneratedBytes make(Source source, byte[] init, Payload segment) {
    RawVttResult made = WebVtt.of(init, array(segment));
    if (made instanceof RawVttResult.Unreadable unreadable) {
      LOG.warn("segment {} is not WebVTT in MP4: {}", source.segment(), unreadable.why());
      return GeneratedBytes.of(WebVtt.empty());
    }
    return GeneratedBytes.of(((RawVttResult.Text) made).bytes());
  }

  private static byte[] array(Payload payload) {
    ByteBuffer copy = ByteBuffer.allocate(payload.size());
    payload.slices(0, payload.size()).forEach(copy::put);
    return copy.array();
  }
}
