package io.liveorigin.serving.manifest;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.net.URI;

/**
 * The URL by which viewers reach the public listener, through the caches in front. It is configured
 * and never taken from a request, so that no {@code Host} chosen by a client gets into a cache. All
 * cells of an origin must have the same one, or their manifests differ. Immutable.
 *
 * @param base {@code http} or {@code https}, without a slash at its end
 */
public record PublicUrl(String base) {
  public PublicUrl {
    if (!valid(base)) {
      throw new OriginException(
          ErrorCode.INTERNAL,
          "publicUrl must be an http or https URL with a host, and without a user, query or"
              + " fragment, such as https://cdn.example/live, but is '"
              + base
              + "'");
    }
    base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  private static boolean valid(String text) {
    try {
      URI uri = URI.create(text);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && !uri.getRawPath().endsWith("//");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The absolute URL of a path of the listener.
   *
   * @param path with its leading slash
   */
  public String of(String path) {
    return base + path;
  }
}
