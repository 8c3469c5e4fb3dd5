package io.liveorigin.contract.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A ContentProtection descriptor (ISO/IEC 23009-1, 5.8.4.1) as packagers write it: its scheme and
 * its other attributes and elements. Immutable.
 *
 * @param schemeIdUri names the DRM system, or {@code urn:mpeg:dash:mp4protection:2011}
 * @param parts its other attributes and elements, in the order of an MPD
 * @param hlsUri the URI of the key in HLS playlists, if it does not follow from the rest
 */
public record ContentProtection(
    String schemeIdUri, Map<Part, String> parts, Optional<String> hlsUri) {
  private static final String SCHEME = "schemeIdUri";
  private static final String HLS_URI = "hlsUri";

  /** The XML namespaces of attributes and elements of descriptors. */
  public enum Namespace {
    MPD("", ""),
    CENC("cenc", "urn:mpeg:cenc:2013"),
    PLAYREADY("mspr", "urn:microsoft:playready");

    private final String prefix;
    private final String uri;

    Namespace(String prefix, String uri) {
      this.prefix = prefix;
      this.uri = uri;
    }

    public String prefix() {
      return prefix;
    }

    public String uri() {
      return uri;
    }
  }

  /** One attribute or element of a descriptor. Attributes come first. */
  public enum Part {
    VALUE(Namespace.MPD, "value", false),
    ROBUSTNESS(Namespace.MPD, "robustness", false),
    /** ISO/IEC 23001-7, 11.2. */
    DEFAULT_KID(Namespace.CENC, "default_KID", false),
    /** ISO/IEC 23001-7, 11.2: a whole pssh box, base64. */
    PSSH(Namespace.CENC, "pssh", true),
    /** A PlayReady object, base64 (DASH Content Protection using PlayReady, 2.4). */
    PRO(Namespace.PLAYREADY, "pro", true);

    private final Namespace namespace;
    private final String local;
    private final boolean element;

    Part(Namespace namespace, String local, boolean element) {
      this.namespace = namespace;
      this.local = local;
      this.element = element;
    }

    public Namespace namespace() {
      return namespace;
    }

    /** Its name with the prefix, as written in a manifest. */
    public String qualified() {
      return namespace.prefix().isEmpty() ? local : namespace.prefix() + ":" + local;
    }

    public boolean element() {
      return element;
    }

    private static Optional<Part> of(String key) {
      return Arrays.stream(values())
          .filter(part -> part.local.equals(key) || part.qualified().equals(key))
          .findFirst();
    }
  }

  public ContentProtection {
    EnumMap<Part, String> ordered = new EnumMap<>(Part.class);
    ordered.putAll(parts);
    parts = Collections.unmodifiableMap(ordered);
  }

  /**
   * Reads a descriptor of a definition. Keys that are refused today are passed over, because older
   * events were declared with them.
   */
  public static ContentProtection of(JsonNode descriptor) {
    EnumMap<Part, String> parts = new EnumMap<>(Part.class);
    for (Map.Entry<String, JsonNode> field : descriptor.properties()) {
      Part.of(field.getKey())
          .filter(part -> !field.getValue().isNull())
          .ifPresent(part -> parts.putIfAbsent(part, field.getValue().asText()));
    }
    Optional<String> hlsUri =
        Optional.ofNullable(descriptor.get(HLS_URI))
            .map(JsonNode::asText)
            .filter(ContentProtection::isUri);
    return new ContentProtection(descriptor.path(SCHEME).asText(), parts, hlsUri);
  }

  /**
   * Throws {@link ErrorCode#INVALID_EVENT} if a descriptor contains something that a manifest would
   * not repeat.
   *
   * @param key the key of the descriptors in the definition, for the message
   */
  static void require(String key, JsonNode descriptor) {
    EnumMap<Part, String> seen = new EnumMap<>(Part.class);
    for (Map.Entry<String, JsonNode> field : descriptor.properties()) {
      if (field.getKey().equals(HLS_URI)) {
        requireHlsUri(key, field.getValue());
      } else if (!field.getKey().equals(SCHEME)) {
        requirePart(key, field.getKey(), field.getValue(), seen);
      }
    }
  }

  private static void requireHlsUri(String key, JsonNode value) {
    if (!value.isTextual() || !isUri(value.asText())) {
      throw refused(key, HLS_URI, "must be a URI such as skd://key", ", but is " + value);
    }
  }

  private static boolean isUri(String text) {
    return EventValueRules.URI.matcher(text).matches();
  }

  private static void requirePart(
      String key, String name, JsonNode value, EnumMap<Part, String> seen) {
    Part part =
        Part.of(name)
            .orElseThrow(
                () -> refused(key, name, "cannot be copied to manifests", ": " + allowed()));
    if (!value.isTextual()) {
      throw refused(key, name, "must be a string", ", but is " + value);
    }
    // The schema of MPDs allows no white space here.
    if (part == Part.ROBUSTNESS && value.asText().chars().anyMatch(Character::isWhitespace)) {
      throw refused(key, name, "must not contain spaces", ", but is " + value);
    }
    String other = seen.putIfAbsent(part, name);
    if (other != null) {
      throw refused(key, name, "occurs twice", ", also as " + other + "; keep one of them");
    }
  }

  private static String allowed() {
    return "write "
        + Arrays.stream(Part.values())
            .map(Part::qualified)
            .collect(Collectors.joining(", ", SCHEME + ", ", ", " + HLS_URI))
        + " (a prefix may be left out)";
  }

  private static OriginException refused(String key, String name, String what, String more) {
    return new OriginException(ErrorCode.INVALID_EVENT, key + "." + name + " " + what + more);
  }
}
