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
 * The TLS of one listener: TLS 1.2 and 1.3, with a certificate from files that are read again when
 * they change. Existing connections keep the certificate with which they began; new connections get
 * the one in force. Certificate and key are replaced together: while they do not match, as between
 * two writes, the previous pair stays in force. Any thread may call it.
 */
public final class ListenerTls implements AutoCloseable {
  /** A certificate that expires within this time causes a warning. */
  static final Duration SOON = Duration.ofDays(14);

  private static final Logger LOG = LoggerFactory.getLogger(ListenerTls.class);

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  /**
   * HTTP/1.1 is the only supported version. ALPN makes that known in the handshake to a client that
   * prefers another one.
   */
  private static final String[] APPLICATION = {"http/1.1"};

  /**
   * Suites with ephemeral key exchange and authenticated encryption (RFC 9325, sections 4.1 and
   * 4.2), cheapest first. RSA key exchange is left out, because a recorded connection can be
   * decrypted when the key is stolen later. CBC is left out, because its padding has been attacked
   * again and again. Every client with a good TLS 1.2 implementation has one of these suites.
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
   * Seconds within which a session can be resumed without a full handshake. A resumed session keeps
   * the client's certificate, which is not verified again.
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
   * Reads the files and watches them from then on. Throws {@link OriginException} if they cannot be
   * used.
   *
   * @param key prefix of the settings, for messages: {@code tls} or {@code admin-tls}
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the task has no result
  public static ListenerTls start(String key, TlsFiles files, Clock clock) {
    ListenerTls tls = new ListenerTls(key, files, clock);
    tls.warn();
    tls.watched.whenChanged(now -> tls.warn());
    tls.thread.scheduleWithFixedDelay(
        tls::warnOnceADay, LOOK.toSeconds(), LOOK.toSeconds(), TimeUnit.SECONDS);
    return tls;
  }

  /**
   * Reads the files once and throws {@link OriginException} if they cannot be used. A part calls
   * this first when it starts, so that wrong files are reported at once and not only when the
   * listener opens, which may be much later.
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
          // If there are no authorities, no client certificate is requested. The array must not be
          // null, or Java's own authorities would be trusted for clients.
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

  /** Returns an engine for the server's side of a new connection. */
  public SSLEngine engine() {
    InForce now = watched.now();
    SSLEngine engine = now.context().createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    parameters.setCipherSuites(now.suites());
    parameters.setUseCipherSuitesOrder(true);
    parameters.setApplicationProtocols(APPLICATION);
    // A client without a certificate may have another credential. One whose certificate is not
    // trusted fails in the handshake.
    parameters.setWantClientAuth(files.clientAuthorities().isPresent());
    engine.setSSLParameters(parameters);
    return engine;
  }

  /**
   * Returns the context that is in force now, for code that needs one before there is a connection.
   */
  public SSLContext context() {
    return watched.now().context();
  }

  /**
   * Returns the seconds until the certificate in force, or another one of its chain, expires;
   * negative afterwards.
   */
  public long secondsLeft() {
    return ChronoUnit.SECONDS.between(clock.instant(), watched.now().expires());
  }

  /**
   * Returns the problem that an operator should fix: files that cannot be used, or a certificate
   * that expires soon or has expired. Empty if there is none.
   */
  public Optional<String> problem() {
    return watched.problem().or(this::expiry);
  }

  /**
   * Returns whether the present files cannot be used, so that the certificate that was read before
   * is still in force.
   */
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

  /** Reads the files at once, without waiting for the next period. */
  public void refresh() {
    watched.refresh();
  }

  /** Stops watching the files. Existing connections continue. */
  @Override
  public void close() {
    thread.shutdownNow();
    watched.close();
  }
}
