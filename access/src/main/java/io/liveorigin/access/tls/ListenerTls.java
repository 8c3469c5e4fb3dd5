package io.liveorigin.access.tls;

import io.liveorigin.access.file.WatchedFiles;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.lifecycle.SecretFile;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS of one listener: TLS 1.2 and 1.3 with a certificate from files, which are read again when
 * they change. Connections that exist keep what they began with; new ones get what is in force.
 * Certificate and key count together: while they do not fit, as between two writes, what was read
 * before stays in force. Any thread.
 */
public final class ListenerTls implements AutoCloseable {
  /** A certificate with less to live than this is warned of. */
  static final Duration SOON = Duration.ofDays(14);

  private static final Logger LOG = LoggerFactory.getLogger(ListenerTls.class);

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  /**
   * No version of HTTP but this is spoken; a client that wants another is told in the handshake.
   */
  private static final String[] APPLICATION = {"http/1.1"};

  /**
   * Those with an ephemeral key exchange and authenticated encryption (RFC 9325, sections 4.1 and
   * 4.2), cheapest first: neither RSA key exchange, which an old record of a connection can be
   * decrypted with when the key is lost, nor CBC, whose padding has been attacked again and again.
   * All clients that speak TLS 1.2 well have one of them.
   */
  private static final List<String> SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  /**
   * Seconds in which a session can be taken up again without another handshake; with that goes the
   * client's certificate, which is not looked at again.
   */
  private static final int SESSION_SECONDS = 300;

  private static final Duration LOOK = Duration.ofHours(1);

  private record InForce(SSLContext context, String[] suites, Instant expires) {}

  private final String key;
  private final TlsFiles files;
  private final Clock clock;
  private final WatchedFiles<InForce> watched;
  private final ScheduledExecutorService thread;
  private volatile Instant warned = Instant.MIN;

  private ListenerTls(String key, TlsFiles files, Clock clock) {
    this.key = key;
    this.files = files;
    this.clock = clock;
    this.watched = WatchedFiles.start(key, files.all(), this::read);
    this.thread = NamedThreadFactory.scheduler(key + "-expiry");
  }

  /**
   * Reads the files and watches them from now on. Throws {@link OriginException} where they cannot
   * be used.
   *
   * @param key prefix of the settings, for messages: {@code tls} or {@code admin-tls}
   */
  @SuppressWarnings("FutureReturnValueIgnored") // a warning reports nothing to anybody else
  public static ListenerTls start(String key, TlsFiles files, Clock clock) {
    ListenerTls tls = new ListenerTls(key, files, clock);
    tls.warn();
    tls.watched.whenChanged(now -> tls.warn());
    tls.thread.scheduleWithFixedDelay(
        tls::warnOnceADay, LOOK.toSeconds(), LOOK.toSeconds(), TimeUnit.SECONDS);
    return tls;
  }

  /**
   * Reads the files once: what comes between this and listening may take long, and what cannot be
   * used is to be said at once. Throws {@link OriginException} for it.
   */
  public static void requireUsable(String key, TlsFiles files, Clock clock) {
    new ListenerTls(key, files, clock).close();
  }

  private InForce read(List<byte[]> contents) {
    PemContents pem = PemContents.read(key, files, contents);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          new KeyManager[] {pem.keys()},
          // None: nobody is asked. Java's own authorities must not be those of clients.
          pem.clients().map(clients -> new TrustManager[] {clients}).orElse(new TrustManager[0]),
          null);
      context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
      List<String> supported = Arrays.asList(context.getSupportedSSLParameters().getCipherSuites());
      String[] suites = SUITES.stream().filter(supported::contains).toArray(String[]::new);
      return new InForce(context, suites, pem.expires());
    } catch (GeneralSecurityException e) {
      throw new OriginException(
          ErrorCode.INTERNAL, key + ": the certificate cannot be used: " + e.getMessage(), e);
    }
  }

  /** For a new connection: the server's side of a handshake. */
  public SSLEngine engine() {
    InForce now = watched.now();
    SSLEngine engine = now.context().createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    parameters.setCipherSuites(now.suites());
    parameters.setUseCipherSuitesOrder(true);
    parameters.setApplicationProtocols(APPLICATION);
    // A client without one may have another credential; one that is not trusted fails here.
    parameters.setWantClientAuth(files.clientAuthorities().isPresent());
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** What is in force now, for whoever needs a context before there is a connection. */
  public SSLContext context() {
    return watched.now().context();
  }

  /** Days until the certificate in force, or one of its chain, expires; negative afterwards. */
  public double daysLeft() {
    return ChronoUnit.SECONDS.between(clock.instant(), watched.now().expires())
        / (double) Duration.ofDays(1).toSeconds();
  }

  /** What an operator should see to: files that cannot be used, or a certificate that expires. */
  public Optional<String> problem() {
    return watched.problem().or(this::expiry);
  }

  /** Whether the files as they are now do not count, so that what was read before is in force. */
  public boolean outdated() {
    return watched.problem().isPresent();
  }

  private Optional<String> expiry() {
    Instant expires = watched.now().expires();
    Instant now = clock.instant();
    if (now.plus(SOON).isBefore(expires)) {
      return Optional.empty();
    }
    return Optional.of(
        key
            + "-cert: '"
            + files.certificates()
            + (now.isBefore(expires) ? "' expires at " : "' expired at ")
            + expires
            + "; write a new certificate and its key into the files");
  }

  private void warnOnceADay() {
    if (!clock.instant().isBefore(warned.plus(Duration.ofDays(1)))) {
      warn();
    }
  }

  private void warn() {
    warned = clock.instant();
    expiry().ifPresent(LOG::warn);
    SecretFile.warnIfOthersRead(key + "-key", files.privateKey());
  }

  /** Looks at the files at once. */
  public void look() {
    watched.look();
  }

  /** Looks no more; connections go on. */
  @Override
  public void close() {
    thread.shutdownNow();
    watched.close();
  }
}
