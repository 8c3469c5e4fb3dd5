package io.liveorigin.access.token;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * The URL by which viewers reach a tenant, through the caches in front. It is configured, and never
 * taken from {@code Host}, which clients choose.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case
 * @param ports the ways to write the port
 * @param prefix start of the path that caches remove; empty, or begins with a slash and does not
 *     end with one
 */
record ViewerUrl(String scheme, String host, List<String> ports, String prefix) {
  @JsonCreator
  static ViewerUrl of(String text) {
    try {
      URI uri = URI.create(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (List.of("http", "https").contains(scheme)
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return new ViewerUrl(
            scheme,
            uri.getHost().toLowerCase(Locale.ROOT),
            ports(scheme, uri.getPort()),
            uri.getRawPath().replaceAll("/+$", ""));
      }
    } catch (IllegalArgumentException e) {
      // Refused below.
    }
    // The message does not quote the URL, which may contain a user name and a password.
    throw new OriginException(
        ErrorCode.INTERNAL,
        "url must be the URL at which viewers reach the tenant, such as"
            + " https://cdn.example, without user,"
            + " query and fragment");
  }

  private static List<String> ports(String scheme, int port) {
    String standard = scheme.equals("https") ? "443" : "80";
    return port < 0 || Integer.toString(port).equals(standard)
        ? List.of("", standard)
        : List.of(Integer.toString(port));
  }

  List<String> forms(UriPart part) {
    return switch (part) {
      case SCHEME -> List.of(scheme);
      case HOST -> List.of(host);
      case PORT -> ports;
      default -> throw new IllegalStateException(part + " is not a part of a server");
    };
  }
}
