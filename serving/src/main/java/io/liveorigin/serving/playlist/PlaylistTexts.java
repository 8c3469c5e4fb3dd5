package io.liveorigin.serving.playlist;

import io.liveorigin.contract.address.SurrogateKeys;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.serving.hls.KeyTags;
import io.liveorigin.serving.hls.MediaPlaylist;
import io.liveorigin.serving.hls.MediaPlaylistWriter;
import io.liveorigin.serving.response.Content;
import io.liveorigin.serving.response.FieldNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The texts of one playlist at one edge: in full or as a delta update, plain or compressed. Each is
 * made once for all requests, by the first of them. Thread-safe.
 */
final class PlaylistTexts {
  /**
   * One text.
   *
   * @param bytes as they are sent; must not be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Text(byte[] bytes, Content content) {}

  private final LiveEvent event;
  private final String top;
  private final MediaPlaylist playlist;
  private final List<Form> forms =
      List.of(
          new Form(false, false),
          new Form(false, true),
          new Form(true, false),
          new Form(true, true));

  /**
   * @param dateRanges of {@link io.liveorigin.serving.hls.DateRangeTags#of}
   */
  PlaylistTexts(LiveEvent event, Track track, MediaPlaylist playlist, String dateRanges) {
    this.event = event;
    this.top =
        event.definition().representation(track.representation()).map(KeyTags::ofMedia).orElse("")
            + dateRanges;
    this.playlist = playlist;
  }

  @SuppressWarnings("ReferenceEquality") // they are the same objects while nothing changes
  boolean of(LiveEvent declared, MediaPlaylist other) {
    return event == declared && playlist == other;
  }

  /** One of the texts. A request for a short one does not wait for a long one. */
  private final class Form {
    private final boolean delta;
    private final boolean gzip;
    private Optional<Text> made = Optional.empty();

    Form(boolean delta, boolean gzip) {
      this.delta = delta;
      this.gzip = gzip;
    }

    synchronized Text get() {
      if (made.isEmpty()) {
        byte[] plain =
            delta
                ? MediaPlaylistWriter.delta(playlist, top)
                : MediaPlaylistWriter.full(playlist, top);
        made = Optional.of(text(plain, gzip));
      }
      return made.get();
    }
  }

  /**
   * The text in one form.
   *
   * @param delta whether old lines may be left out
   * @param gzip whether it is compressed
   */
  Text get(boolean delta, boolean gzip) {
    return forms.get((delta ? 2 : 0) + (gzip ? 1 : 0)).get();
  }

  private Text text(byte[] plain, boolean gzip) {
    byte[] bytes = gzip ? Gzip.of(plain) : plain;
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(FieldNames.SURROGATE_KEY, SurrogateKeys.event(event.id()));
    fields.put(FieldNames.VARY, "Accept-Encoding");
    if (gzip) {
      fields.put(FieldNames.CONTENT_ENCODING, "gzip");
    }
    // Of the compressed bytes: two Java versions may compress the same text differently.
    String etag = "\"" + Digest.of(bytes).hex() + "\"";
    return new Text(
        bytes,
        new Content(
            etag, OptionalLong.empty(), bytes.length, MediaPlaylistWriter.MEDIA_TYPE, fields));
  }
}
