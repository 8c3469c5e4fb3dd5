package io.liveorigin.serving;

import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.listen.AllowedHosts;
import io.liveorigin.serving.access.AdminAccess;
import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.serving.access.ReaderRules;
import io.liveorigin.serving.bytes.kafka.ReadBackSettings;
import io.liveorigin.serving.bytes.memory.CacheSettings;
import io.liveorigin.serving.cmcd.ViewSettings;
import io.liveorigin.serving.front.SlowReaderSettings;
import io.liveorigin.serving.invalidation.CdnNode;
import io.liveorigin.serving.load.AdmissionSettings;
import io.liveorigin.serving.manifest.PublicUrl;
import io.liveorigin.serving.response.MaxAges;
import io.liveorigin.serving.segment.HoldSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a serving node. The constructor refuses bad values with a message that names the
 * key.
 *
 * @param name the name of this origin in {@code CMSD-Static}
 * @param host address of the public listener
 * @param port of the public listener; 0 takes a free one
 * @param adminHost address of the admin listener
 * @param adminPort of the admin listener; 0 takes a free one
 * @param adminNames host names by which the admin listener is reached, in addition to loopback,
 *     {@code adminHost} and the local address of the connection
 * @param adminAccess who may use the admin listener
 * @param cache memory
 * @param hold held requests
 * @param readBack reads from Kafka
 * @param admission which requests are refused under load
 * @param readers how slowly clients may read
 * @param maxAges how long caches keep responses
 * @param cdn the caches in front
 * @param tls of both listeners
 * @param views how much is written about viewers; empty if nothing is
 */
public record ServingConfig(
    String name,
    String host,
    int port,
    String adminHost,
    int adminPort,
    List<String> adminNames,
    AdminAccess adminAccess,
    CacheSettings cache,
    HoldSettings hold,
    ReadBackSettings readBack,
    AdmissionSettings admission,
    SlowReaderSettings readers,
    MaxAges maxAges,
    CdnSettings cdn,
    TlsSettings tls,
    Optional<ViewSettings> views) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int MAX_PORT = 65_535;

  public ServingConfig {
    if (!NameRules.isName(name)) {
      throw invalid("name", "1 to 64 of A-Z a-z 0-9 . _ -", name);
    }
    requireHost("host", host);
    requireHost("adminHost", adminHost);
    requirePort("port", port);
    requirePort("adminPort", adminPort);
    if (port != 0 && port == adminPort && host.equals(adminHost)) {
      throw invalid("adminPort", "different from port", adminPort);
    }
    adminNames = List.copyOf(adminNames);
    new AllowedHosts("adminNames", adminNames);
  }

  /**
   * Loopback with standard settings; the admin listener is open to every client that reaches it.
   */
  public static ServingConfig onLoopback(int port, int adminPort) {
    return new ServingConfig(
        "live-origin",
        LOOPBACK,
        port,
        LOOPBACK,
        adminPort,
        List.of(),
        new AdminAccess.Open(),
        CacheSettings.standard(),
        HoldSettings.standard(),
        ReadBackSettings.standard(),
        AdmissionSettings.standard(),
        SlowReaderSettings.standard(),
        MaxAges.standard(),
        CdnSettings.none(),
        TlsSettings.none(),
        Optional.empty());
  }

  /** A copy with other addresses. */
  public ServingConfig withHosts(String publicHost, String adminOnlyHost) {
    return new ServingConfig(
        name,
        publicHost,
        port,
        adminOnlyHost,
        adminPort,
        adminNames,
        adminAccess,
        cache,
        hold,
        readBack,
        admission,
        readers,
        maxAges,
        cdn,
        tls,
        views);
  }

  /** A copy with other names for the admin listener. */
  public ServingConfig withAdminNames(List<String> other) {
    return new ServingConfig(
        name,
        host,
        port,
        adminHost,
        adminPort,
        other,
        adminAccess,
        cache,
        hold,
        readBack,
        admission,
        readers,
        maxAges,
        cdn,
        tls,
        views);
  }

  /** A copy with another access rule for the admin listener. */
  public ServingConfig withAdminAccess(AdminAccess other) {
    return new ServingConfig(
        name,
        host,
        port,
        adminHost,
        adminPort,
        adminNames,
        other,
        cache,
        hold,
        readBack,
        admission,
        readers,
        maxAges,
        cdn,
        tls,
        views);
  }

  /** The names by which the admin listener may be reached. */
  AllowedHosts adminHosts() {
    List<String> all = new ArrayList<>(adminNames);
    all.add(adminHost);
    return new AllowedHosts("adminNames", all);
  }

  public ServingConfig withName(String other) {
    return new ServingConfig(
        other,
        host,
        port,
        adminHost,
        adminPort,
        adminNames,
        adminAccess,
        cache,
        hold,
        readBack,
        admission,
        readers,
        maxAges,
        cdn,
        tls,
        views);
  }

  public ServingConfig withCache(CacheSettings other) {
    return new ServingConfig(
        name,
        host,
        port,
        adminHost,
        adminPort,
        adminNames,
        adminAccess,
        other,
        hold,
        readBack,
        admission,
        readers,
        maxAges,
        cdn,
        tls,
        views);
  }

  public ServingConfig withHold(HoldSettings other) {
    return new ServingConfig(
        name,
        host,
        port,
        adminHost,
        adminPort,
        adminNames,
        adminAccess,
        cache,
        other,
        readBack,
        admission,
        readers,
        maxAges,
        cdn,
        tls,
        views);
  }

  public ServingConfig withReadBack(ReadBackSettings other) {
    return new ServingConfig(
        name,
        host,
        port,
        adminHost,
        adminPort,
        adminNames,
        adminAccess,
        cache,
        hold,
        other,
        admission,
        readers,
        maxAges,
        cdn,
        tls,
        views);
  }

  public ServingConfig withCdn(CdnSettings other) {
    return new ServingConfig(
        name,
        host,
        port,
        adminHost,
        adminPort,
        adminNames,
        adminAccess,
        cache,
        hold,
        readBack,
        admission,
        readers,
        maxAges,
        other,
        tls,
        views);
  }

  public ServingConfig withCdnSecrets(CdnSecrets other) {
    return withCdnReaders(ReaderRules.always(other));
  }

  public ServingConfig withCdnReaders(ReaderRules other) {
    return withCdn(cdn.withReaders(other));
  }

  public ServingConfig withCdnNodes(List<CdnNode> other) {
    return withCdn(cdn.withNodes(other));
  }

  public ServingConfig withPublicUrl(Optional<PublicUrl> other) {
    return withCdn(cdn.withPublicUrl(other));
  }

  public ServingConfig withAdmission(AdmissionSettings other) {
    return new ServingConfig(
        name,
        host,
        port,
        adminHost,
        adminPort,
        adminNames,
        adminAccess,
        cache,
        hold,
        readBack,
        other,
        readers,
        maxAges,
        cdn,
        tls,
        views);
  }

  public ServingConfig withReaders(SlowReaderSettings other) {
    return new ServingConfig(
        name,
        host,
        port,
        adminHost,
        adminPort,
        adminNames,
        adminAccess,
        cache,
        hold,
        readBack,
        admission,
        other,
        maxAges,
        cdn,
        tls,
        views);
  }

  public ServingConfig withTls(TlsSettings other) {
    return new ServingConfig(
        name,
        host,
        port,
        adminHost,
        adminPort,
        adminNames,
        adminAccess,
        cache,
        hold,
        readBack,
        admission,
        readers,
        maxAges,
        cdn,
        other,
        views);
  }

  /** A copy that writes this much about viewers. */
  public ServingConfig withViews(Optional<ViewSettings> other) {
    return new ServingConfig(
        name,
        host,
        port,
        adminHost,
        adminPort,
        adminNames,
        adminAccess,
        cache,
        hold,
        readBack,
        admission,
        readers,
        maxAges,
        cdn,
        tls,
        other);
  }

  private static void requireHost(String key, String host) {
    if (host == null || host.isBlank()) {
      throw invalid(key, "an address or a host name", host);
    }
  }

  private static void requirePort(String key, int port) {
    if (port < 0 || port > MAX_PORT) {
      throw invalid(key, "0 to " + MAX_PORT, port);
    }
  }

  private static OriginException invalid(String key, String allowed, Object value) {
    return new OriginException(
        ErrorCode.INTERNAL, key + " must be " + allowed + ", but is '" + value + "'");
  }
}
