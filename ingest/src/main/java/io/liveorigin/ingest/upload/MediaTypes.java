package io.liveorigin.ingest.upload;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Checks Content-Type against the path. Stock packagers send none, {@code application/octet-stream}
 * or {@code *}, so only a type that clearly does not match is refused. The type that is served
 * later comes from the event definition, never from this field.
 */
public final class MediaTypes {
  /** Types that say nothing about the content, among them curl's default for POST. */
  private static final Set<String> UNSPECIFIC =
      Set.of(
          "",
          "*",
          "*/*",
          "application/octet-stream",
          "binary/octet-stream",
          "application/x-www-form-urlencoded");

  private static final Set<String> SEGMENT =
      Set.of("application/mp4", "application/ttml+xml", "text/vtt");
  private static final Set<String> MANIFEST =
      Set.of(
          "application/xml",
          "text/xml",
          "text/plain",
          "application/vnd.apple.mpegurl",
          "application/x-mpegurl",
          "audio/mpegurl",
          "audio/x-mpegurl",
          "video/vnd.mpeg.dash.mpd");

  private MediaTypes() {}

  /**
   * Throws {@link ErrorCode#UNSUPPORTED_MEDIA_TYPE} if the type does not match the target, or if
   * the body has a content coding.
   */
  public static void require(
      UploadTarget target, Optional<String> contentType, List<String> contentEncoding) {
    String type = withoutParameters(contentType.orElse(""));
    if (!UNSPECIFIC.contains(type) && !fits(target, type)) {
      throw new OriginException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "Content-Type '"
              + type
              + "' is not allowed for this path; allowed are an absent Content-Type,"
              + " application/octet-stream, * and "
              + (target instanceof UploadTarget.Manifest ? "manifest types" : "media types"));
    }
    for (String coding : contentEncoding) {
      if (!coding.isBlank() && !coding.strip().equalsIgnoreCase("identity")) {
        throw new OriginException(
            ErrorCode.UNSUPPORTED_MEDIA_TYPE,
            "Content-Encoding must be absent or identity, but is '" + coding + "'");
      }
    }
  }

  private static boolean fits(UploadTarget target, String type) {
    if (target instanceof UploadTarget.Stored stored) {
      return type.startsWith("video/")
          || type.startsWith("audio/")
          || SEGMENT.contains(type)
          || type.equals(stored.representation().segmentMimeType());
    }
    if (target instanceof UploadTarget.Manifest) {
      return MANIFEST.contains(type) || (type.startsWith("application/") && type.endsWith("+xml"));
    }
    // A refused target already has a more useful reason than its type.
    return true;
  }

  private static String withoutParameters(String contentType) {
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
