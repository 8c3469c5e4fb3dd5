package io.liveorigin.standalone.cli;

import io.liveorigin.access.client.ClientLimits;
import io.liveorigin.access.client.TrustedNetworks;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What one client, known by its address, may take of a listener. */
final class ClientOptions {
  @Option(
      names = "--client-limits",
      split = ",",
      paramLabel = "KEY=NUMBER",
      description =
          "What one address may take of the listener, and what all may: connections,"
              + " connection-rate, request-rate, handshake-rate (a second; 0: no bound),"
              + " handshake-seconds, head-seconds, header-fields. Defaults: docs/security.md.")
  private Map<String, Integer> limits = Map.of();

  @Option(
      names = "--trusted-proxies",
      split = ",",
      paramLabel = "CIDR",
      description =
          "Networks of caches and proxies, for example 10.0.0.0/8: one address of theirs stands for"
              + " many clients, so the numbers and rates of --client-limits are not for them.")
  private List<String> trusted = List.of();

  /** The limits of a listener with these defaults. */
  ClientLimits of(ClientLimits standard) {
    return trusting(standard.with(limits));
  }

  /** The same limits, but for whom this listener trusts. */
  ClientLimits trusting(ClientLimits limitsOfAny) {
    return limitsOfAny.withTrusted(TrustedNetworks.of("--trusted-proxies", trusted));
  }
}
