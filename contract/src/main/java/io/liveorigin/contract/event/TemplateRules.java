package io.liveorigin.contract.event;

import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.UrlTemplate;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules for the URL templates of a definition, alone and together. Pure functions. */
final class TemplateRules {
  private TemplateRules() {}

  /**
   * Checks the templates. Throws {@link ErrorCode#INVALID_TEMPLATE} with the key and what is
   * allowed.
   */
  static void require(String initialization, String media, List<Representation> representations) {
    requireDistinctUrls(
        requireInitialization(initialization), requireMedia(media), representations);
  }

  private static UrlTemplate requireInitialization(String initialization) {
    UrlTemplate init = template("initialization", initialization);
    if (!init.has("RepresentationID") || init.has("Number") || init.has("Time")) {
      throw new OriginException(
          ErrorCode.INVALID_TEMPLATE,
          "initialization must have $RepresentationID$ and neither $Number$ nor $Time$, but is '"
              + initialization
              + "'");
    }
    return init;
  }

  private static UrlTemplate requireMedia(String media) {
    UrlTemplate segment = template("media", media);
    if (!segment.has("RepresentationID") || segment.has("Number") == segment.has("Time")) {
      throw new OriginException(
          ErrorCode.INVALID_TEMPLATE,
          "media must have $RepresentationID$ and one of $Number$ and $Time$, but is '"
              + media
              + "'");
    }
    return segment;
  }

  private static UrlTemplate template(String key, String text) {
    try {
      return UrlTemplate.parse(text);
    } catch (OriginException e) {
      throw new OriginException(e.code(), key + ": " + e.getMessage(), e);
    }
  }

  /** Requires that no path is more than one of init segment, media segment and manifest. */
  private static void requireDistinctUrls(
      UrlTemplate init, UrlTemplate media, List<Representation> representations) {
    Set<String> ids = new HashSet<>();
    representations.forEach(r -> ids.add(r.id()));
    for (Representation r : representations) {
      String path = init.format(r.id(), 0, 0, r.bandwidth());
      if (media.match(path).filter(m -> ids.contains(m.representation())).isPresent()) {
        throw new OriginException(
            ErrorCode.INVALID_TEMPLATE,
            "initialization and media must not produce the same path, but both produce"
                + " '"
                + path
                + "'");
      }
      if (SegmentUrls.isManifest(path)
          || SegmentUrls.isManifest(media.format(r.id(), 0, 0, r.bandwidth()))) {
        throw new OriginException(
            ErrorCode.INVALID_TEMPLATE,
            "initialization and media must not end in .mpd or .m3u8, but do for representation '"
                + r.id()
                + "'");
      }
    }
  }
}
