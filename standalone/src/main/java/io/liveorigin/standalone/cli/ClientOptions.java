package io.liveorigin.standalone.cli;

import io.liveorigin.access.client.ClientLimits;
import io.liveorigin.access.client.TrustedNetworks;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** How much one client, identified by its address, may use of a listener. */
final class ClientOptions {
  @Option(
      names = "--client-limits",
      split = ",",
      paramLabel = "KEY=NUMBER",
      description =
          "How much of the listener one address may use, and all of them together: connections,"
              + " connection-rate, request-rate, handshake-rate (per second; 0: no limit),"
              + " handshake-seconds, head-seconds, header-fields. Defaults: docs/security.md.")
  private Map<String, Integer> limits = Map.of();

  @Option(
      names = "--trusted-proxies",
      split = ",",
      paramLabel = "CIDR",
      description =
          "Networks of caches and proxies, for example 10.0.0.0/8. Each of their addresses"
              + " stands for many clients, so the numbers and rates of --client-limits do not apply"
              + " to them.")
  private List<String> trusted = List.of();

  /** Returns the limits of a listener with these defaults. */
  ClientLimits of(ClientLimits standard) {
    return trusting(standard.with(limits));
  }

  /** Returns the same limits, with exemptions for the networks that this listener trusts. */
  ClientLimits trusting(ClientLimits limitsOfAny) {
    return limitsOfAny.withTrusted(TrustedNetworks.of("--trusted-proxies", trusted));
  }
}
