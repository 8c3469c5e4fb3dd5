package io.liveorigin.serving.invalidation;

import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.TreeMap;

/**
 * A cache in front whose responses are purged.
 *
 * @param name of the node, in status and metrics
 * @param url scheme, host and port, and a prefix if it serves the origin's paths below one
 * @param style how it is purged
 * @param headers sent with each purge, for example a secret
 */
public record CdnNode(String name, URI url, PurgeStyle style, Map<String, String> headers) {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String VISIBLE = "[\\x20-\\x7e]*";

  public CdnNode {
    if (!NameRules.isName(name)) {
      throw invalid("cdn.name must be 1 to 64 of A-Z a-z 0-9 . _ -, but is '" + name + "'");
    }
    if (url == null
        || url.getHost() == null
        || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
        || url.getRawQuery() != null) {
      // The message does not quote the URL, which may have a password or a token.
      throw invalid("cdn.url of '" + name + "' must be like http://host:port, without a query");
    }
    if (url.getRawUserInfo() != null) {
      throw invalid(
          "cdn.url of '"
              + name
              + "' must not have a user or a password, because it is shown in the status and the"
              + " log; put an Authorization header into cdn.headers");
    }
    if (style == null) {
      throw invalid("cdn.style is missing");
    }
    headers = headers == null ? Map.of() : Map.copyOf(new TreeMap<>(headers));
    headers.forEach(
        (header, value) -> {
          if (!header.matches(TOKEN) || value == null || !value.matches(VISIBLE)) {
            throw invalid("cdn.headers must be header names with visible ASCII values: " + header);
          }
          requireSendable(header, value);
        });
  }

  /** Java's HTTP client reserves some headers, Host among them, unless the JVM allows them. */
  private static void requireSendable(String header, String value) {
    try {
      HttpRequest.newBuilder().header(header, value);
    } catch (IllegalArgumentException e) {
      throw invalid(
          "cdn.headers cannot have '"
              + header
              + "': Java's HTTP client sets it from cdn.url. Put the host into cdn.url or, for"
              + " Host only, start Java with -Djdk.httpclient.allowRestrictedHeaders=host"
              + " (ORIGIN_JAVA_OPTS)");
    }
  }

  /** The URL on this node of a path, which starts with a slash. */
  URI uri(String path) {
    String base = url.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  /** The default would print all components, but header values must not be in a log. */
  @Override
  public String toString() {
    return name + " (" + style + " at " + url + ", with headers " + headers.keySet() + ")";
  }

  private static OriginException invalid(String detail) {
    return new OriginException(ErrorCode.INTERNAL, detail);
  }
}
