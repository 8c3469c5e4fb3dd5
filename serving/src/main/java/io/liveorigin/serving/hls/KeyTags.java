package io.liveorigin.serving.hls;

import io.liveorigin.contract.event.ContentProtection;
import io.liveorigin.contract.event.ContentProtection.Part;
import io.liveorigin.contract.event.Representation;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes the keys of protected media as tags of playlists (RFC 8216bis, 4.4.4.4 and 4.4.6.5), from
 * the content protection that the definition declares for MPDs. A key for which no correct line can
 * be written is left out. Pure.
 */
public final class KeyTags {
  private static final String MP4_PROTECTION = "urn:mpeg:dash:mp4protection:2011";
  private static final String URN = "urn:uuid:";
  private static final String WIDEVINE = URN + "edef8ba9-79d6-4ace-a3c8-27dcd51d21ed";
  private static final String PLAYREADY = URN + "9a04f079-9840-4286-ab92-e65be0885f95";
  private static final String FAIRPLAY = URN + "94ce86fb-07ff-4f43-adb8-93d2fa968ca2";
  private static final String CBCS = "SAMPLE-AES";
  private static final String CENC = "SAMPLE-AES-CTR";

  /** One key for one DRM system. */
  private record Key(String method, String uri, String format) {}

  private KeyTags() {}

  /** The lines of a media playlist, each with its line end; empty for media in the clear. */
  public static String ofMedia(Representation representation) {
    return lines("#EXT-X-KEY:", List.of(representation));
  }

  /** The lines of a master playlist, each key once. */
  static String ofSession(List<Representation> representations) {
    return lines("#EXT-X-SESSION-KEY:", representations);
  }

  private static String lines(String tag, List<Representation> representations) {
    Map<Key, Optional<String>> keys = new LinkedHashMap<>();
    representations.forEach(
        representation -> {
          Optional<String> id = keyId(representation.protections());
          of(representation.protections()).forEach(key -> keys.putIfAbsent(key, id));
        });
    StringBuilder out = new StringBuilder();
    keys.forEach((key, id) -> out.append(tag).append(attributes(key, id)).append('\n'));
    return out.toString();
  }

  /** HLS does not define KEYID, but Widevine players look for it. */
  private static AttributeList attributes(Key key, Optional<String> id) {
    return new AttributeList()
        .plain("METHOD", key.method())
        .quoted("URI", key.uri())
        .plain("KEYID", id.filter(any -> key.format().equals(WIDEVINE)))
        .quoted("KEYFORMAT", key.format())
        .quoted("KEYFORMATVERSIONS", "1");
  }

  private static List<Key> of(List<ContentProtection> protections) {
    Optional<String> method = method(protections);
    List<Key> keys = new ArrayList<>();
    method.ifPresent(m -> protections.forEach(p -> key(m, p).ifPresent(keys::add)));
    return keys;
  }

  private static Optional<String> method(List<ContentProtection> protections) {
    return protections.stream()
        .filter(p -> p.schemeIdUri().equalsIgnoreCase(MP4_PROTECTION))
        .flatMap(p -> Optional.ofNullable(p.parts().get(Part.VALUE)).stream())
        .findFirst()
        .flatMap(
            scheme ->
                switch (scheme) {
                  case "cbcs" -> Optional.of(CBCS);
                  case "cenc" -> Optional.of(CENC);
                  default -> Optional.empty();
                });
  }

  private static Optional<Key> key(String method, ContentProtection protection) {
    return switch (protection.schemeIdUri().toLowerCase(Locale.ROOT)) {
      case WIDEVINE ->
          protection
              .hlsUri()
              .or(() -> pssh(protection, WIDEVINE).map(box -> data("", box)))
              .map(uri -> new Key(method, uri, WIDEVINE));
      case PLAYREADY ->
          protection
              .hlsUri()
              .or(() -> playReadyObject(protection).map(pro -> data(";charset=UTF-16", pro)))
              .map(uri -> new Key(method, uri, "com.microsoft.playready"));
      // FairPlay decrypts only cbcs.
      case FAIRPLAY ->
          protection
              .hlsUri()
              .filter(any -> method.equals(CBCS))
              .map(uri -> new Key(method, uri, "com.apple.streamingkeydelivery"));
      default -> Optional.empty();
    };
  }

  private static String data(String parameters, byte[] bytes) {
    return "data:text/plain" + parameters + ";base64," + Base64.getEncoder().encodeToString(bytes);
  }

  private static Optional<byte[]> playReadyObject(ContentProtection protection) {
    return Optional.ofNullable(protection.parts().get(Part.PRO))
        .flatMap(PsshBox::decode)
        .or(() -> pssh(protection, PLAYREADY).flatMap(PsshBox::read).map(PsshBox::data));
  }

  /** The whole box, if it is one of that DRM system. */
  private static Optional<byte[]> pssh(ContentProtection protection, String system) {
    UUID wanted = UUID.fromString(system.substring(URN.length()));
    return Optional.ofNullable(protection.parts().get(Part.PSSH))
        .flatMap(PsshBox::decode)
        .filter(bytes -> PsshBox.read(bytes).filter(b -> b.system().equals(wanted)).isPresent());
  }

  /**
   * The one key ID of all of them, as a hexadecimal sequence (4.2); empty if there is not exactly
   * one.
   */
  private static Optional<String> keyId(List<ContentProtection> protections) {
    List<String> ids =
        protections.stream()
            .flatMap(p -> Optional.ofNullable(p.parts().get(Part.DEFAULT_KID)).stream())
            .map(id -> id.replace("-", "").toUpperCase(Locale.ROOT))
            .distinct()
            .toList();
    return ids.size() == 1 && ids.get(0).matches("[0-9A-F]{32}")
        ? Optional.of("0x" + ids.get(0))
        : Optional.empty();
  }
}
