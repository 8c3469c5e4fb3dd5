package io.liveorigin.access.client;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The unit that counts as one client: an IPv4 address, or the /64 of an IPv6 address. A subscriber
 * has at least a /64 (RFC 6177, RFC 7084) and may change its address within it at will. A
 * subscriber may have anything up to a /48, which is called a {@link #site}.
 *
 * @param prefix number of significant bits of the address: 32 for IPv4, 64 or 48 for IPv6
 * @param bits the IPv4 address, or the first 64 bits of the IPv6 address
 */
record ClientNetwork(int prefix, long bits) {
  private static final int SITE = 48;

  /**
   * Returns the network of an address. An IPv4 address that is mapped into IPv6 counts as IPv4,
   * because Java has already converted it.
   */
  static ClientNetwork of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.remaining() == Integer.BYTES
        ? new ClientNetwork(Integer.SIZE, bytes.getInt())
        : new ClientNetwork(Long.SIZE, bytes.getLong());
  }

  /** Returns the /48 around the /64 of an IPv6 address; empty for IPv4. */
  Optional<ClientNetwork> site() {
    return prefix == Long.SIZE
        ? Optional.of(new ClientNetwork(SITE, bits & -1L << Long.SIZE - SITE))
        : Optional.empty();
  }
}
