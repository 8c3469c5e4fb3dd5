package io.liveorigin.access.client;

/** Groups client addresses for counting. Pure. */
public final class ClientAddress {
  /** Number of 16-bit groups in the network part of an IPv6 address: 64 bits. */
  private static final int NETWORK_GROUPS = 4;

  private ClientAddress() {}

  /**
   * Returns the key under which an address is counted: an IPv4 address as it is, an IPv6 address by
   * its first 64 bits. A client that has one address of an IPv6 network can usually use all of
   * them.
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
