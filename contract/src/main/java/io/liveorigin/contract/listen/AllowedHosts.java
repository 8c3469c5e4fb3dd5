package io.liveorigin.contract.listen;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names by which a listener without credentials may be reached: {@code localhost}, loopback
 * addresses, the local address of the connection, and the configured names. A web page can make its
 * own name resolve to any address (DNS rebinding). The browser then treats the listener as the
 * page's own site and lets the page read and change everything. However, it still sends the page's
 * name as {@code Host}, and that is not one of these names. Immutable.
 */
public final class AllowedHosts {
  private static final Pattern NAME =
      Pattern.compile(
          "[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*");

  /** An IPv6 address in brackets, as in an authority; whether it is valid is not checked. */
  private static final Pattern ADDRESS_6 =
      Pattern.compile("\\[[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*]");

  private static final Pattern PORT = Pattern.compile("(.*?)(?::[0-9]*)?");

  /** All of 127.0.0.0/8 is loopback (RFC 1122, section 3.2.1.3). */
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]");

  private final Set<String> told;

  /**
   * Throws {@link ErrorCode#INTERNAL} if one of the names is neither a host name nor an address.
   *
   * @param key the key of the setting, for the message
   * @param names host names and addresses, without port
   */
  public AllowedHosts(String key, List<String> names) {
    this.told = names.stream().map(AllowedHosts::plain).collect(Collectors.toUnmodifiableSet());
    for (String name : told) {
      if (!ADDRESS_6.matcher(name).matches() && !NAME.matcher(name).matches()) {
        throw new OriginException(
            ErrorCode.INTERNAL,
            key
                + " must be a host name or an address, without scheme and port,"
                + " but is '"
                + name
                + "'");
      }
    }
  }

  /**
   * Returns why the request is refused; empty if it is allowed. A client that sends no host, which
   * HTTP/1.0 allows, is not a browser.
   *
   * @param authority host and port of the request: {@code Host}, or those of a target in absolute
   *     form (RFC 9112, section 3.2.2)
   * @param local local address of the connection, as text
   */
  public Optional<String> refusal(Optional<String> authority, String local) {
    return authority
        .map(AllowedHosts::host)
        .filter(
            host ->
                !LOOPBACK.matcher(host).matches()
                    && !host.equals(plain(local))
                    && !told.contains(host))
        .map(host -> "'" + host + "' is not a name of this listener; add it with --admin-name");
  }

  private static String host(String authority) {
    var parts = PORT.matcher(authority);
    return plain(authority.endsWith("]") || !parts.matches() ? authority : parts.group(1));
  }

  /** The name in lower case, without the dot of the root, and with the brackets of RFC 3986. */
  private static String plain(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    if (lower.endsWith(".")) {
      lower = lower.substring(0, lower.length() - 1);
    }
    return lower.indexOf(':') >= 0 && !lower.startsWith("[") ? "[" + lower + "]" : lower;
  }
}
