package io.liveorigin.serving.hot;

import io.liveorigin.contract.notification.NotificationsField;
import io.liveorigin.serving.answer.CachePolicy;
import io.liveorigin.serving.answer.CmsdDynamic;
import io.liveorigin.serving.answer.ContentHead;
import io.liveorigin.serving.answer.Fields;
import io.liveorigin.serving.answer.HttpDate;
import io.liveorigin.serving.answer.Timing;
import io.liveorigin.serving.get.SegmentContent.SegmentHead;
import java.util.Map;
import java.util.Optional;

/**
 * The header fields of one decision's answers, as bytes, and kept for as long as they do not
 * change: that is for a second, because of {@code Date}. Any thread.
 */
final class HotHead {
  /** What the bytes depend on, and the bytes. */
  private record Written(
      long second, long age, long edge, boolean duress, Optional<String> state, byte[] bytes) {}

  private final SegmentHead made;
  private final ContentHead head;
  private final boolean pinned;
  private final CachePolicy policy;
  private final long expires;
  private final CmsdDynamic dynamic;
  private final String open;
  private final String fixed;
  private final byte[] length;
  private volatile Written written =
      new Written(Long.MIN_VALUE, 0, 0, false, Optional.empty(), new byte[0]);

  /**
   * @param pinned whether the winner is valid
   * @param expires when the segment leaves the window, epoch ms
   * @param dynamic writes {@code CMSD-Dynamic}; these answers take no time
   * @param open the fields that every answer of the listener has, as lines
   */
  HotHead(
      SegmentHead made,
      boolean pinned,
      CachePolicy policy,
      long expires,
      CmsdDynamic dynamic,
      String open) {
    this.made = made;
    this.head = made.head();
    this.pinned = pinned;
    this.policy = policy;
    this.expires = expires;
    this.dynamic = dynamic;
    this.open = open;
    StringBuilder fields = new StringBuilder();
    if (!pinned) {
      line(fields, Fields.CDN_CACHE_CONTROL, policy.provisionalInCdn());
    }
    line(fields, "Accept-Ranges", "bytes");
    for (Map.Entry<String, String> field : head.fields().entrySet()) {
      line(fields, field.getKey(), field.getValue());
    }
    this.fixed = fields.toString();
    this.length = HeadBytes.ascii("Content-Length: " + head.size() + "\r\n");
  }

  String etag() {
    return head.etag();
  }

  int size() {
    return head.size();
  }

  /** The line of the length of the whole. */
  byte[] length() {
    return length;
  }

  /**
   * The lines of all fields but those of the body's length and range. Not to be changed.
   *
   * @param edge live edge of the track
   * @param state {@code Event-Notifications} at the segment's number
   * @param now epoch ms
   */
  byte[] lines(long edge, Optional<String> state, long now) {
    long second = Math.floorDiv(now, 1000L);
    // Of a valid winner the life in caches changes every second, but not when Date does.
    long age = pinned ? Math.floorDiv(expires - now, 1000L) : 0;
    boolean duress = dynamic.duress();
    Written known = written;
    if (known.second() == second
        && known.age() == age
        && known.edge() == edge
        && known.duress() == duress
        && known.state().equals(state)) {
      return known.bytes();
    }
    byte[] bytes = write(edge, duress, state, now, 0, 0);
    written = new Written(second, age, edge, duress, state, bytes);
    return bytes;
  }

  /**
   * The lines of an answer to a request that was held.
   *
   * @param held for how long, ms
   * @param delay from the request until now, ms
   */
  byte[] lines(long edge, Optional<String> state, long now, long held, long delay) {
    return write(edge, dynamic.duress(), state, now, held, delay);
  }

  private byte[] write(
      long edge, boolean duress, Optional<String> state, long now, long held, long delay) {
    long second = Math.floorDiv(now, 1000L);
    StringBuilder lines = new StringBuilder(1_200);
    line(lines, "Date", HttpDate.write(second));
    lines.append(open);
    line(lines, "Content-Type", head.contentType());
    line(lines, Fields.ETAG, head.etag());
    // Another cell's clock may be ahead, and no answer is from the future.
    if (head.modified().isPresent() && head.modified().getAsLong() <= second) {
      line(lines, Fields.LAST_MODIFIED, HttpDate.write(head.modified().getAsLong()));
    }
    line(lines, Fields.CACHE_CONTROL, pinned ? policy.pinned(now, expires) : policy.provisional());
    lines.append(fixed);
    line(lines, Fields.CMSD_STATIC, made.cmsdStatic(held));
    line(lines, Fields.CMSD_DYNAMIC, dynamic.write(delay, duress));
    if (held > 0) {
      line(lines, Fields.SERVER_TIMING, Timing.hold(held).toString());
    }
    line(lines, Fields.LIVE_EDGE, Long.toString(edge));
    state.ifPresent(text -> line(lines, NotificationsField.HTTP_NAME, text));
    return HeadBytes.ascii(lines.toString());
  }

  private static void line(StringBuilder lines, String name, String value) {
    HeadBytes.line(lines, name, value);
  }
}
