package io.liveorigin.access.client;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Networks whose addresses are not limited one by one: caches and proxies. Immutable. */
public final class TrustedNetworks {
  /** The characters of an IP address. Java would look up any other text as a host name. */
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private static final TrustedNetworks NONE = new TrustedNetworks(List.of());

  private final List<Network> networks;

  private TrustedNetworks(List<Network> networks) {
    this.networks = networks;
  }

  private record Network(byte[] first, int prefix) {
    boolean has(byte[] address) {
      if (address.length != first.length) {
        return false;
      }
      for (int bit = 0; bit < prefix; bit++) {
        int mask = 0x80 >> bit % 8;
        if ((address[bit / 8] & mask) != (first[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Returns the empty set of networks. */
  public static TrustedNetworks none() {
    return NONE;
  }

  /**
   * Parses networks. Throws {@link OriginException} with {@link ErrorCode#INTERNAL} and the key for
   * a text that is not a network.
   *
   * @param key start of the message
   * @param texts address or address/prefix (RFC 4632, RFC 4291); host names are not allowed
   */
  public static TrustedNetworks of(String key, List<String> texts) {
    List<Network> networks = new ArrayList<>();
    for (String text : texts) {
      networks.add(network(key, text));
    }
    return new TrustedNetworks(List.copyOf(networks));
  }

  private static Network network(String key, String text) {
    String[] parts = text.split("/", 2);
    if (!ADDRESS.matcher(parts[0]).matches()) {
      throw invalid(key, text);
    }
    try {
      byte[] first = InetAddress.getByName(parts[0]).getAddress();
      int most = first.length * Byte.SIZE;
      int prefix = parts.length == 1 ? most : Integer.parseInt(parts[1]);
      if (prefix < 0 || prefix > most) {
        throw invalid(key, text);
      }
      return new Network(first, prefix);
    } catch (UnknownHostException | NumberFormatException e) {
      throw invalid(key, text);
    }
  }

  private static OriginException invalid(String key, String text) {
    return new OriginException(
        ErrorCode.INTERNAL,
        key + " must be networks such as 10.0.0.0/8 or 2001:db8::/32, but is '" + text + "'");
  }

  /** Returns whether the address is in one of these networks. */
  public boolean have(InetAddress address) {
    if (networks.isEmpty()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return networks.stream().anyMatch(network -> network.has(bytes));
  }
}
