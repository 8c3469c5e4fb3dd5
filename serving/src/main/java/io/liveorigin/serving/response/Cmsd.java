package io.liveorigin.serving.response;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.StringItem;
import org.greenbytes.http.sfv.TokenItem;

/** {@code CMSD-Static} (CTA-5006, section 3.1), a structured-field dictionary. Pure. */
public final class Cmsd {
  /** The origin's own keys have a prefix of their own, as the specification requires. */
  public static final String PIPELINE = "io.liveorigin-pipeline";

  public static final String DEFECTS = "io.liveorigin-defects";

  private static final String STREAM_TYPE_LIVE = "l";
  private static final String FORMAT_DASH = "d";
  private static final String FORMAT_HLS = "h";
  private static final String CAPTION = "c";
  private static final int BITS_PER_KILOBIT = 1000;

  private final String name;

  /**
   * @param name of this origin, for the key {@code n}
   */
  Cmsd(String name) {
    this.name = name;
  }

  /** Describes a media segment, without the time for which its request was held. */
  String segment(LiveEvent event, SegmentAddress address, Decision decision, Candidate winner) {
    Representation representation = representation(event, address.track().representation());
    Map<String, ListElement<? extends Object>> keys = common(representation, decision, winner);
    keys.put("ot", TokenItem.valueOf(objectType(representation.contentType())));
    return media(event, address, winner, keys, event.urls()::path);
  }

  /** Describes the raw WebVTT of a media segment, which only HLS playlists list. */
  String text(LiveEvent event, SegmentAddress address, Decision decision, Candidate winner) {
    Representation representation = representation(event, address.track().representation());
    Map<String, ListElement<? extends Object>> keys = common(representation, decision, winner);
    keys.put("sf", TokenItem.valueOf(FORMAT_HLS));
    keys.put("ot", TokenItem.valueOf(CAPTION));
    return media(event, address, winner, keys, event.urls()::textPath);
  }

  private static String media(
      LiveEvent event,
      SegmentAddress address,
      Candidate winner,
      Map<String, ListElement<? extends Object>> keys,
      Function<SegmentAddress, String> path) {
    keys.put("d", IntegerItem.valueOf(event.definition().segmentDuration().millisCeil(1)));
    NextObject.after(event, address, path)
        .ifPresent(next -> keys.put("nor", StringItem.valueOf(next)));
    if (!winner.defects().isEmpty()) {
      List<Item<? extends Object>> kinds =
          winner.defects().stream()
              .map(Defect::name)
              .distinct()
              .<Item<? extends Object>>map(TokenItem::valueOf)
              .toList();
      keys.put(DEFECTS, InnerList.valueOf(kinds));
    }
    return Dictionary.valueOf(keys).serialize();
  }

  /** Adds {@code ht}: ms for which the request was held. */
  static String held(String segment, long heldMillis) {
    return segment + ", ht=" + heldMillis;
  }

  /** Describes an init segment. */
  String init(LiveEvent event, String representation, Decision decision, Candidate winner) {
    Map<String, ListElement<? extends Object>> keys =
        common(representation(event, representation), decision, winner);
    keys.put("ot", TokenItem.valueOf("i"));
    return Dictionary.valueOf(keys).serialize();
  }

  private Map<String, ListElement<? extends Object>> common(
      Representation representation, Decision decision, Candidate winner) {
    Map<String, ListElement<? extends Object>> keys = new LinkedHashMap<>();
    keys.put("n", StringItem.valueOf(name));
    keys.put("st", TokenItem.valueOf(STREAM_TYPE_LIVE));
    keys.put("sf", TokenItem.valueOf(FORMAT_DASH));
    // kbit/s, rounded up: CTA-5006 requires at least 1.
    keys.put(
        "br",
        IntegerItem.valueOf(
            (representation.bandwidth() + BITS_PER_KILOBIT - 1) / BITS_PER_KILOBIT));
    // When these bytes first became available, epoch ms.
    keys.put("at", IntegerItem.valueOf(decision.decidedAt()));
    // A pipeline's name may start with a digit, so it is not a token.
    keys.put(PIPELINE, StringItem.valueOf(winner.pipeline()));
    return keys;
  }

  private static Representation representation(LiveEvent event, String id) {
    return event.definition().representation(id).orElseThrow();
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
