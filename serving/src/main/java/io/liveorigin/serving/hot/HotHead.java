package io.liveorigin.serving.hot;

import io.liveorigin.contract.notification.NotificationsField;
import io.liveorigin.serving.answer.CachePolicy;
import io.liveorigin.serving.answer.CmsdDynamic;
import io.liveorigin.serving.answer.ContentHead;
import io.liveorigin.serving.answer.Fields;
import io.liveorigin.serving.answer.HttpDate;
import io.liveorigin.serving.get.SegmentContent.SegmentHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * The header fields of one decision's answers, as bytes where they never change, and kept for as
 * long as they do not where they follow the clock. Any thread.
 */
final class HotHead {
  /** A field whose value was right for {@code key}. */
  private record Kept(long key, HttpField field) {}

  private final ContentHead head;
  private final boolean pinned;
  private final CachePolicy policy;
  private final long expires;
  private final List<HttpField> fixed;
  private final List<HttpField> last;
  private final long modified;
  private final HttpField modifiedField;
  private final HttpField length;
  private final CmsdDynamic dynamic;
  private final HttpField calm;
  private final HttpField duress;
  private volatile Kept cacheControl = new Kept(Long.MIN_VALUE, null);
  private volatile Kept liveEdge = new Kept(Long.MIN_VALUE, null);
  private volatile HttpField notifications;

  /**
   * @param pinned whether the winner is valid
   * @param expires when the segment leaves the window, epoch ms
   * @param dynamic writes {@code CMSD-Dynamic}; these answers take no time
   */
  HotHead(SegmentHead made, boolean pinned, CachePolicy policy, long expires, CmsdDynamic dynamic) {
    this.head = made.head();
    this.pinned = pinned;
    this.policy = policy;
    this.expires = expires;
    this.fixed =
        List.of(
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, head.contentType()),
            new PreEncodedHttpField(HttpHeader.ETAG, head.etag()));
    List<HttpField> fields = new ArrayList<>();
    if (!pinned) {
      fields.add(new PreEncodedHttpField(Fields.CDN_CACHE_CONTROL, policy.defectiveInCdn()));
    }
    fields.add(new PreEncodedHttpField(HttpHeader.ACCEPT_RANGES, "bytes"));
    for (Map.Entry<String, String> field : head.fields().entrySet()) {
      fields.add(new PreEncodedHttpField(field.getKey(), field.getValue()));
    }
    fields.add(new PreEncodedHttpField(Fields.CMSD_STATIC, made.cmsdStatic()));
    this.last = List.copyOf(fields);
    this.dynamic = dynamic;
    this.calm = new PreEncodedHttpField(Fields.CMSD_DYNAMIC, dynamic.write(0, false));
    this.duress = new PreEncodedHttpField(Fields.CMSD_DYNAMIC, dynamic.write(0, true));
    this.modified = head.modified().orElse(Long.MAX_VALUE);
    this.modifiedField =
        head.modified().isPresent()
            ? new PreEncodedHttpField(HttpHeader.LAST_MODIFIED, HttpDate.write(modified))
            : null;
    this.length = new PreEncodedHttpField(HttpHeader.CONTENT_LENGTH, Integer.toString(head.size()));
  }

  String etag() {
    return head.etag();
  }

  int size() {
    return head.size();
  }

  /** The length of the whole. */
  HttpField length() {
    return length;
  }

  /**
   * Adds all fields but those of the body's length and range.
   *
   * @param edge live edge of the track
   * @param state {@code Event-Notifications} at the segment's number
   * @param now epoch ms
   */
  void addTo(HttpFields.Mutable fields, long edge, Optional<String> state, long now) {
    fixed.forEach(fields::add);
    long second = Math.floorDiv(now, 1000L);
    // Another cell's clock may be ahead, and no answer is from the future.
    if (modifiedField != null && modified <= second) {
      fields.add(modifiedField);
    }
    fields.add(cacheControl(now));
    last.forEach(fields::add);
    fields.add(dynamic.duress() ? duress : calm);
    fields.add(liveEdge(edge));
    if (state.isPresent()) {
      fields.add(notifications(state.get()));
    }
  }

  /** Of a valid winner it changes every second, and no faster. */
  private HttpField cacheControl(long now) {
    long key = pinned ? Math.floorDiv(expires - now, 1000L) : 0;
    Kept kept = cacheControl;
    if (kept.key() != key) {
      String value = pinned ? policy.pinned(now, expires) : policy.defective();
      kept = new Kept(key, new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, value));
      cacheControl = kept;
    }
    return kept.field();
  }

  private HttpField liveEdge(long edge) {
    Kept kept = liveEdge;
    if (kept.key() != edge || kept.field() == null) {
      kept = new Kept(edge, new PreEncodedHttpField(Fields.LIVE_EDGE, Long.toString(edge)));
      liveEdge = kept;
    }
    return kept.field();
  }

  private HttpField notifications(String state) {
    HttpField kept = notifications;
    if (kept == null || !kept.getValue().equals(state)) {
      kept = new PreEncodedHttpField(NotificationsField.HTTP_NAME, state);
      notifications = kept;
    }
    return kept;
  }
}
