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
 * addresses, the address on which a connection came, and the names that it was told. A web page can
 * have its own name resolve to any address (DNS rebinding); the browser then takes the listener for
 * the page's own site and lets the page read and change everything. It sends the page's name as
 * {@code Host} all the same, and that is no name of ours. Pure and immutable.
 */
public final class AllowedHosts {
  private static final Pattern NAME =
      Pattern.compile(
          "[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*");

  /** An IPv6 address in brackets, as authorities have it; its meaning is not looked at. */
  private static final Pattern ADDRESS_6 =
      Pattern.compile("\\[[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*]");

  private static final Pattern PORT = Pattern.compile("(.*?)(?::[0-9]*)?");

  /** All of 127.0.0.0/8 is loopback (RFC 1122, section 3.2.1.3). */
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]");

  private final Set<String> told;

  /**
   * Throws {@link ErrorCode#INTERNAL} for what is no name or address.
   *
   * @param key of the setting, for the message
   * @param names host names and addresses, without port
   */
  public AllowedHosts(String key, List<String> names) {
    this.told = names.stream().map(AllowedHosts::plain).collect(Collectors.toUnmodifiableSet());
    for (String name : told) {
      if (!ADDRESS_6.matcher(name).matches() && !NAME.matcher(name).matches()) {
        throw new OriginException(
            ErrorCode.INTERNAL,
            key
                + " must be a host name or an address, without a scheme and without a port,"
                + " but is '"
                + name
                + "'");
      }
    }
  }

  /**
   * Why the request is refused; empty where it may come in. A client that sends no host, which
   * HTTP/1.0 allows, is no browser.
   *
   * @param authority host and port that the request is for: {@code Host}, or those of a target in
   *     absolute form (RFC 9112, section 3.2.2)
   * @param local address on which the connection came, as text
   */
  public Optional<String> refusal(Optional<String> authority, String local) {
    return authority
        .map(AllowedHosts::host)
        .filter(
            host ->
                !LOOPBACK.matcher(host).matches()
                    && !host.equals(plain(local))
                    && !told.contains(host))
        .map(host -> "'" + host + "' is not a name of this listener; --admin-name adds one");
  }

  private static String host(String authority) {
    var parts = PORT.matcher(authority);
    return plain(authority.endsWith("]") || !parts.matches() ? authority : parts.group(1));
  }

  /** In lower case, without the dot of the root, and with the brackets of RFC 3986. */
  private static String plain(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    if (lower.endsWith(".")) {
      lower = lower.substring(0, lower.length() - 1);
    }
    return lower.indexOf(':') >= 0 && !lower.startsWith("[") ? "[" + lower + "]" : lower;
  }
}
