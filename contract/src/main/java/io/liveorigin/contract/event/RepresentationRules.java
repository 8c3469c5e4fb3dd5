package io.liveorigin.contract.event;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks the fields of a representation that do not describe its format. A value that no manifest
 * could use is refused with {@link ErrorCode#INVALID_EVENT}, its key and what is allowed. Pure.
 *
 * @param id id of the representation, for messages
 * @param contentType kind of media of the representation
 */
record RepresentationRules(String id, ContentType contentType) {
  /** The characters that XML and the quoted strings of playlists can hold. */
  private static final Pattern LABEL =
      Pattern.compile("(?=\\S)[^\\p{Cntrl}\\p{Cs}\"\\uFFFE\\uFFFF]{1,128}(?<=\\S)");

  private static final Pattern SUPPLEMENTAL =
      Pattern.compile("[A-Za-z0-9]{2,8}(\\.[A-Za-z0-9._-]{1,64})?/[A-Za-z0-9]{4}");
  private static final int MOST_CHANNELS = 24;
  private static final int MOST_EVENTS = 16;

  void role(Optional<MediaRole> role) {
    role.filter(MediaRole::ofText).ifPresent(v -> requireKind("role", v.wire(), ContentType.TEXT));
  }

  void label(Optional<String> label) {
    if (label.isPresent() && !LABEL.matcher(label.get()).matches()) {
      throw invalid(
          "label",
          "1 to 128 characters without quotation marks, control characters, or leading or"
              + " trailing spaces",
          label.get());
    }
  }

  void accessibility(List<Accessibility> accessibility) {
    distinct("accessibility", accessibility);
    accessibility.forEach(v -> requireKind("accessibility", v.wire(), v.contentType()));
  }

  void channels(Optional<Integer> channels) {
    if (channels.isPresent() && (channels.get() < 1 || channels.get() > MOST_CHANNELS)) {
      throw invalid(
          "channels", "1 to " + MOST_CHANNELS + ", for example 6 for 5.1", channels.get());
    }
    channels.ifPresent(v -> requireKind("channels", v, ContentType.AUDIO));
  }

  void videoRange(Optional<VideoRange> range) {
    range.ifPresent(v -> requireKind("videoRange", v.wire(), ContentType.VIDEO));
  }

  void supplementalCodecs(Optional<String> codecs) {
    if (codecs.isPresent() && !SUPPLEMENTAL.matcher(codecs.get()).matches()) {
      throw invalid(
          "supplementalCodecs", "a codec and a brand such as dvh1.08.07/db4h", codecs.get());
    }
    codecs.ifPresent(v -> requireKind("supplementalCodecs", v, ContentType.VIDEO));
  }

  void inbandEvents(List<InbandEvent> events) {
    if (events.size() > MOST_EVENTS) {
      throw invalid("inbandEvents", "a list of at most " + MOST_EVENTS, events.size());
    }
    distinct("inbandEvents", events);
  }

  private void distinct(String key, List<?> values) {
    if (new HashSet<>(values).size() < values.size()) {
      throw invalid(key, "a list of distinct values", values);
    }
  }

  private void requireKind(String key, Object value, ContentType kind) {
    if (contentType != kind) {
      throw new OriginException(
          ErrorCode.INVALID_EVENT,
          "representations.%s.%s '%s' applies to %s, but contentType is %s; leave it out"
              .formatted(id, key, value, kind.wire(), contentType.wire()));
    }
  }

  private OriginException invalid(String key, String allowed, Object value) {
    return EventValueRules.invalid("representations." + id + "." + key, allowed, value);
  }
}
