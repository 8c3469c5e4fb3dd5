package io.liveorigin.access.client;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Who counts as one client: an IPv4 address, or the /64 of an IPv6 address, which is what one
 * subscriber has at least (RFC 6177, RFC 7084) and may change at will. A subscriber may have
 * anything up to a /48, which is a {@link #site}.
 *
 * @param prefix how many bits of the address count: 32 of IPv4, 64 or 48 of IPv6
 * @param bits the address, or the first half of it
 */
record ClientNetwork(int prefix, long bits) {
  private static final int SITE = 48;

  /** That of an address. Java makes IPv4 of an IPv4 address that is mapped into IPv6. */
  static ClientNetwork of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.remaining() == Integer.BYTES
        ? new ClientNetwork(Integer.SIZE, bytes.getInt())
        : new ClientNetwork(Long.SIZE, bytes.getLong());
  }

  /** The /48 around the /64 of an IPv6 address; IPv4 has none. */
  Optional<ClientNetwork> site() {
    return prefix == Long.SIZE
        ? Optional.of(new ClientNetwork(SITE, bits & -1L << Long.SIZE - SITE))
        : Optional.empty();
  }
}
