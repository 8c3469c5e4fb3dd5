package io.liveorigin.serving.get;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.SegmentDuration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.StringItem;
import org.greenbytes.http.sfv.TokenItem;

/** {@code CMSD-Static} (CTA-5006, section 3.1), a structured-field dictionary. Pure. */
final class Cmsd {
  private static final String STREAM_TYPE_LIVE = "l";
  private static final String FORMAT_DASH = "d";
  private static final int BITS_PER_KILOBIT = 1000;

  private final String name;

  /**
   * @param name of this origin, for the key {@code n}
   */
  Cmsd(String name) {
    this.name = name;
  }

  /**
   * Describes a media segment.
   *
   * @param heldMillis how long its request was held; 0 is left out
   */
  String segment(Representation representation, SegmentDuration duration, long heldMillis) {
    Map<String, ListElement<? extends Object>> keys = common(representation);
    keys.put("ot", TokenItem.valueOf(objectType(representation.contentType())));
    keys.put("d", IntegerItem.valueOf(duration.millisCeil(1)));
    if (heldMillis > 0) {
      keys.put("ht", IntegerItem.valueOf(heldMillis));
    }
    return Dictionary.valueOf(keys).serialize();
  }

  /** Describes an init segment. */
  String init(Representation representation) {
    Map<String, ListElement<? extends Object>> keys = common(representation);
    keys.put("ot", TokenItem.valueOf("i"));
    return Dictionary.valueOf(keys).serialize();
  }

  private Map<String, ListElement<? extends Object>> common(Representation representation) {
    Map<String, ListElement<? extends Object>> keys = new LinkedHashMap<>();
    keys.put("n", StringItem.valueOf(name));
    keys.put("st", TokenItem.valueOf(STREAM_TYPE_LIVE));
    keys.put("sf", TokenItem.valueOf(FORMAT_DASH));
    // kbit/s, rounded up: CTA-5006 wants at least 1.
    keys.put(
        "br",
        IntegerItem.valueOf(
            (representation.bandwidth() + BITS_PER_KILOBIT - 1) / BITS_PER_KILOBIT));
    return keys;
  }

  private static String objectType(ContentType type) {
    return switch (type) {
      case VIDEO -> "v";
      case AUDIO -> "a";
      // Text in ISOBMFF.
      case TEXT -> "tt";
    };
  }
}
