package io.liveorigin.serving.segment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.media.vtt.RawText;
import io.liveorigin.media.vtt.WebVtt;
import io.liveorigin.serving.bytes.memory.Payload;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raw WebVTT, made once of each segment while it is asked for. A segment that cannot be read shows
 * nothing. Any thread.
 */
final class RawTexts {
  private static final Logger LOG = LoggerFactory.getLogger(RawTexts.class);

  /** Tens of thousands of usual segments. */
  private static final int MOST_BYTES = 16 << 20;

  /** Of an entry beside its text, about. */
  private static final int ENTRY_BYTES = 400;

  private static final Duration UNUSED = Duration.ofMinutes(2);

  /**
   * What a text is made from.
   *
   * @param segment of the media segment
   * @param init of the init segment
   */
  record Source(Digest segment, Digest init) {}

  private final Cache<Source, MadeBytes> texts =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .weigher((Source source, MadeBytes text) -> text.bytes().length + ENTRY_BYTES)
          .expireAfterAccess(UNUSED)
          .build();

  /** One that was made. */
  Optional<MadeBytes> known(Source source) {
    return Optional.ofNullable(texts.getIfPresent(source));
  }

  /**
   * Makes one; milliseconds where the segment is as large as may be.
   *
   * @param init bytes of the init segment
   * @param segment bytes of the segment, released here
   */
  MadeBytes made(Source source, byte[] init, Payload segment) {
    try {
      return texts.get(source, unseen -> make(source, init, segment));
    } finally {
      segment.release();
    }
  }

  private static MadeBytes make(Source source, byte[] init, Payload segment) {
    RawText made = WebVtt.of(init, array(segment));
    if (made instanceof RawText.Unreadable unreadable) {
      LOG.warn("segment {} is no WebVTT in MP4: {}", source.segment(), unreadable.why());
      return MadeBytes.of(WebVtt.empty());
    }
    return MadeBytes.of(((RawText.Text) made).bytes());
  }

  private static byte[] array(Payload payload) {
    ByteBuffer copy = ByteBuffer.allocate(payload.size());
    payload.slices(0, payload.size()).forEach(copy::put);
    return copy.array();
  }
}
