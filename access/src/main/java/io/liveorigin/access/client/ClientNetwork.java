package io.liveorigin.access.client;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Who counts as one client: an IPv4 address, or the /64 of an IPv6 address, which is what one
 * subscriber has at least (RFC 6177, RFC 7084) and may change at will.
 *
 * @param six whether it is of IPv6
 * @param bits the address, or the first half of it
 */
record ClientNetwork(boolean six, long bits) {
  /** That of an address. Java makes IPv4 of an IPv4 address that is mapped into IPv6. */
  static ClientNetwork of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.remaining() == Integer.BYTES
        ? new ClientNetwork(false, bytes.getInt())
        : new ClientNetwork(true, bytes.getLong());
  }
}
