package io.liveorigin.serving.manifest;

import io.liveorigin.contract.event.Accessibility;
import io.liveorigin.contract.event.CodecFamily;
import io.liveorigin.contract.event.ContentProtection;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.InbandEvent;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.MediaRole;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.event.VideoRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes the adaptation sets of a period (ISO/IEC 23009-1, 5.3.3 and 5.3.5): one for each
 * combination of kind of media, language, codec family and the other properties by which viewers or
 * decoders choose. Not thread-safe.
 */
final class AdaptationSets {
  private static final String ROLE = "urn:mpeg:dash:role:2011";

  /** TV-Anytime: 1 is for people with impaired sight, 2 for people with impaired hearing. */
  private static final String AUDIO_PURPOSE = "urn:tva:metadata:cs:AudioPurposeCS:2007";

  private static final String TRANSFER = "urn:mpeg:mpegB:cicp:TransferCharacteristics";
  private static final String SCTE_PREFIX = "scte214";
  private static final String SCTE = "urn:scte:dash:scte214-extensions";

  /**
   * The properties that the members of one adaptation set share. A player may switch between them.
   */
  private record Kind(
      ContentType contentType,
      Optional<String> lang,
      CodecFamily codecs,
      Optional<MediaRole> role,
      Optional<String> label,
      Set<Accessibility> accessibility,
      Optional<Integer> channels,
      Optional<VideoRange> videoRange) {
    static Kind of(Representation representation) {
      return new Kind(
          representation.contentType(),
          representation.lang(),
          representation.codecFamily(),
          representation.role(),
          representation.label(),
          new TreeSet<>(representation.accessibility()),
          representation.channels(),
          representation.videoRange());
    }
  }

  private record AdaptationSet(int id, List<Representation> members) {}

  private final LiveEvent event;
  private final PublishedEvent published;
  private final ReferenceTimeWriter references;
  private final XmlWriter out;

  /**
   * Writes to {@code out}.
   *
   * @param published the published part of the event
   * @param references writes the reference times of encoders
   */
  AdaptationSets(
      LiveEvent event, PublishedEvent published, ReferenceTimeWriter references, XmlWriter out) {
    this.event = event;
    this.published = published;
    this.references = references;
    this.out = out;
  }

  /** URIs of the required namespaces by prefix: CENC always, others only where they are used. */
  Map<String, String> namespaces() {
    Map<String, String> needed = new TreeMap<>();
    put(needed, ContentProtection.Namespace.CENC);
    for (Representation representation : published.listed()) {
      for (ContentProtection protection : representation.protections()) {
        protection.parts().keySet().forEach(part -> put(needed, part.namespace()));
      }
      representation.supplementalCodecs().ifPresent(any -> needed.put(SCTE_PREFIX, SCTE));
    }
    return needed;
  }

  private static void put(Map<String, String> needed, ContentProtection.Namespace namespace) {
    if (namespace != ContentProtection.Namespace.MPD) {
      needed.put(namespace.prefix(), namespace.uri());
    }
  }

  /**
   * Writes all sets.
   *
   * @param template of the period
   * @param now epoch ms; used only for {@code $Time$}
   */
  void write(MpdTemplate template, long now) {
    sets().forEach((kind, set) -> adaptationSet(kind, set, template, now));
  }

  /**
   * The sets that are listed, in the order of the definition. Players know a set by its id, so the
   * id follows from the definition alone: a set that is listed later renames no other.
   */
  private Map<Kind, AdaptationSet> sets() {
    Map<Kind, AdaptationSet> sets = new LinkedHashMap<>();
    for (Representation declared : event.definition().representations()) {
      AdaptationSet set =
          sets.computeIfAbsent(
              Kind.of(declared), kind -> new AdaptationSet(sets.size(), new ArrayList<>()));
      if (published.listed().contains(declared)) {
        set.members().add(declared);
      }
    }
    sets.values().removeIf(set -> set.members().isEmpty());
    return sets;
  }

  private void adaptationSet(Kind kind, AdaptationSet set, MpdTemplate template, long now) {
    out.open("AdaptationSet")
        .attribute("id", set.id())
        .attribute("contentType", kind.contentType().wire())
        .attribute("lang", kind.lang())
        .attribute("segmentAlignment", "true")
        .attribute("startWithSAP", 1);
    kind.videoRange().ifPresent(range -> descriptor("SupplementalProperty", TRANSFER, cicp(range)));
    kind.label().ifPresent(label -> out.text("Label", label));
    kind.accessibility().forEach(this::accessibility);
    kind.role().ifPresent(role -> descriptor("Role", ROLE, role.wire()));
    boolean timeline = event.definition().timeInUrls();
    if (!timeline) {
      template.numbers();
    }
    for (Representation representation : set.members()) {
      representation(representation, template, now);
    }
    out.close();
  }

  /** The number of the transfer characteristics in ISO/IEC 23091-2, 8.2. */
  private static String cicp(VideoRange range) {
    return switch (range) {
      case SDR -> "1";
      case PQ -> "16";
      case HLG -> "18";
    };
  }

  /**
   * Writes accessibility; that of audio follows DASH-IF IOP and DVB-DASH (ETSI TS 103 285, 6.1.2).
   */
  private void accessibility(Accessibility accessibility) {
    switch (accessibility) {
      case DESCRIPTION -> descriptor("Accessibility", AUDIO_PURPOSE, "1");
      case ENHANCED_AUDIO_INTELLIGIBILITY -> descriptor("Accessibility", AUDIO_PURPOSE, "2");
      case CAPTION, EASYREADER, SIGN -> descriptor("Accessibility", ROLE, accessibility.wire());
    }
  }

  private void representation(Representation representation, MpdTemplate template, long now) {
    boolean timeline = event.definition().timeInUrls();
    boolean own = !timeline && template.hasOwn(representation);
    Optional<AudioChannels> channels = AudioChannels.of(representation);
    boolean childless =
        !timeline
            && !own
            && channels.isEmpty()
            && representation.contentProtection().isEmpty()
            && representation.inbandEvents().isEmpty()
            && !references.has(representation, template);
    (childless ? out.empty("Representation") : out.open("Representation"))
        .attribute("id", representation.id())
        .attribute("mimeType", representation.segmentMimeType())
        // The lists of RFC 6381 have no spaces, and the schema allows none.
        .attribute("codecs", representation.codecs().replace(" ", ""))
        .attribute("bandwidth", representation.bandwidth())
        .attribute("width", representation.width())
        .attribute("height", representation.height())
        .attribute("frameRate", representation.constantFrameRate())
        .attribute("audioSamplingRate", representation.audioSamplingRate());
    representation.supplementalCodecs().ifPresent(this::supplementalCodecs);
    channels.ifPresent(c -> descriptor("AudioChannelConfiguration", c.scheme(), c.value()));
    representation.protections().forEach(this::contentProtection);
    representation.inbandEvents().forEach(this::inbandEvents);
    references.write(representation, template);
    if (timeline) {
      template.times(representation, published.listingsOf(representation), now);
    }
    if (own) {
      template.own(representation);
    }
    if (!childless) {
      out.close();
    }
  }

  /** Writes the codec and its brand, as ANSI/SCTE 214-1 defines. */
  private void supplementalCodecs(String codecs) {
    String[] parts = codecs.split("/", 2);
    out.attribute(SCTE_PREFIX + ":supplementalCodecs", parts[0])
        .attribute(SCTE_PREFIX + ":supplementalProfiles", parts[1]);
  }

  private void inbandEvents(InbandEvent events) {
    out.empty("InbandEventStream")
        .attribute("schemeIdUri", events.scheme())
        .attribute("value", events.value());
  }

  private void descriptor(String element, String scheme, String value) {
    out.empty(element).attribute("schemeIdUri", scheme).attribute("value", value);
  }

  /** Writes the content protection as the operator declared it. */
  private void contentProtection(ContentProtection protection) {
    boolean childless =
        protection.parts().keySet().stream().noneMatch(ContentProtection.Part::element);
    (childless ? out.empty("ContentProtection") : out.open("ContentProtection"))
        .attribute("schemeIdUri", protection.schemeIdUri());
    protection
        .parts()
        .forEach(
            (part, text) -> {
              if (part.element()) {
                out.text(part.qualified(), text);
              } else {
                out.attribute(part.qualified(), text);
              }
            });
    if (!childless) {
      out.close();
    }
  }
}
