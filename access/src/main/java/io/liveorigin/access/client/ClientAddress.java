package io.liveorigin.access.client;

/** Addresses of clients, as far as they are counted. Pure. */
public final class ClientAddress {
  /** Groups of an IPv6 address that a network has: 64 bits. */
  private static final int NETWORK_GROUPS = 4;

  private ClientAddress() {}

  /**
   * What is counted as one client: an IPv4 address; of an IPv6 address the first 64 bits, because
   * whoever has one of a network has all of it.
   *
   * @param address in Java's form, without abbreviation ({@code 2001:db8:0:0:0:0:0:1}), with or
   *     without brackets
   */
  public static String group(String address) {
    String plain = address.startsWith("[") ? address.substring(1) : address;
    int at = -1;
    for (int i = 0; i < NETWORK_GROUPS; i++) {
      at = plain.indexOf(':', at + 1);
      if (at < 0) {
        return plain;
      }
    }
    return plain.substring(0, at) + "::/64";
  }
}
