package io.liveorigin.access.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.access.authority.CertificateSubject;
import io.liveorigin.access.authority.IssuedCertificate;
import io.liveorigin.access.authority.PrivateAuthority;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates and keys as people have them, in files that change. */
class TlsFilesTest {
  private static final Instant NOW = Instant.now();
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final int ROUNDS = 20;

  @TempDir private Path directory;

  private final PrivateAuthority authority =
      new PrivateAuthority(subject("authority"), new SecureRandom());

  private static CertificateSubject subject(String name) {
    return CertificateSubject.of(name, List.of("localhost"), NOW);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text, StandardCharsets.US_ASCII);
  }

  private TlsFiles written(String chain, String key) throws IOException {
    return TlsFiles.of(write("server.pem", chain), write("server.key", key));
  }

  private TlsFiles written(IssuedCertificate issued) throws IOException {
    return written(issued.chainPem(), issued.keyPem());
  }

  private static ListenerTls start(TlsFiles files) {
    return ListenerTls.start("tls", files, CLOCK);
  }

  /** What a client that trusts the authority sees of the listener. */
  private X509Certificate shown(ListenerTls tls) throws SSLException {
    return (X509Certificate)
        shake(tls, ClientTls.trusting(authority.pem())).getSession().getPeerCertificates()[0];
  }

  /** A whole handshake in memory; returns the client's side. */
  private static SSLEngine shake(ListenerTls tls, SSLContext context) throws SSLException {
    SSLEngine client = context.createSSLEngine("localhost", 1);
    client.setUseClientMode(true);
    shake(tls.engine(), client);
    return client;
  }

  private static void shake(SSLEngine server, SSLEngine client) throws SSLException {
    ByteBuffer toServer = ByteBuffer.allocate(64 * 1024);
    ByteBuffer toClient = ByteBuffer.allocate(64 * 1024);
    client.beginHandshake();
    server.beginHandshake();
    for (int round = 0; round < ROUNDS; round++) {
      say(client, toServer);
      hear(server, toServer);
      say(server, toClient);
      hear(client, toClient);
    }
  }

  private static void say(SSLEngine engine, ByteBuffer out) throws SSLException {
    while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      engine.wrap(ByteBuffer.allocate(0), out);
      work(engine);
    }
  }

  private static void hear(SSLEngine engine, ByteBuffer in) throws SSLException {
    in.flip();
    ByteBuffer plain = ByteBuffer.allocate(64 * 1024);
    SSLEngineResult result;
    do {
      result = engine.unwrap(in, plain);
      work(engine);
    } while (result.bytesConsumed() > 0 && in.hasRemaining());
    in.compact();
  }

  private static void work(SSLEngine engine) {
    while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
      engine.getDelegatedTask().run();
    }
  }

  @ParameterizedTest
  @CsvSource({"RSA,PKCS8", "RSA,older", "EC,PKCS8", "EC,older"})
  void everyFormOfAKeyIsRead(String kind, String form) throws IOException {
    CertificateSubject subject = subject("server");
    IssuedCertificate issued = authority.issue(kind.equals("RSA") ? subject.withRsa() : subject);
    String key = form.equals("PKCS8") ? issued.keyPem() : issued.olderKeyPem();
    assertThat(key)
        .startsWith(
            form.equals("PKCS8") ? "-----BEGIN PRIVATE" : "-----BEGIN " + kind + " PRIVATE");
    try (ListenerTls tls = start(written(issued.chainPem(), key))) {
      assertThat(shown(tls)).isEqualTo(issued.chain().get(0));
    }
  }

  /** OpenSSL writes the name of the curve before the key, and editors of Windows another end. */
  @Test
  void whatStandsAroundTheKeyDoesNotMatter() throws IOException {
    IssuedCertificate issued = authority.issue(subject("server"));
    String curve = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    String key = "Bag Attributes\n" + curve + issued.olderKeyPem();
    try (ListenerTls tls = start(written(issued.chainPem(), key.replace("\n", "\r\n")))) {
      assertThat(shown(tls)).isEqualTo(issued.chain().get(0));
    }
  }

  @Test
  void oneFileMayHoldBoth() throws IOException {
    IssuedCertificate issued = authority.issue(subject("server"));
    Path both = write("both.pem", issued.keyPem() + issued.chainPem());
    try (ListenerTls tls = start(TlsFiles.of(both, both))) {
      assertThat(shown(tls)).isEqualTo(issued.chain().get(0));
    }
  }

  @Test
  void aWrongPairIsRefusedAndSaysWhichFiles() throws IOException {
    IssuedCertificate one = authority.issue(subject("one"));
    IssuedCertificate other = authority.issue(subject("other"));
    IssuedCertificate rsa = authority.issue(subject("rsa").withRsa());
    for (String key : List.of(other.keyPem(), rsa.keyPem())) {
      TlsFiles files = written(one.chainPem(), key);
      assertThatThrownBy(() -> start(files))
          .isInstanceOf(OriginException.class)
          .hasMessageContaining("tls-key: '" + files.privateKey() + "' is not the key")
          .hasMessageContaining(files.certificates().toString());
    }
  }

  @Test
  void theCertificateOfTheKeyComesFirst() throws IOException {
    IssuedCertificate issued = authority.issue(subject("server"));
    TlsFiles files = written(authority.pem() + issued.chainPem(), issued.keyPem());
    assertThatThrownBy(() -> start(files)).hasMessageContaining("first, then those that signed it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
        "-----BEGIN RSA PRIVATE KEY-----\n"
            + "Proc-Type: 4,ENCRYPTED\n"
            + "DEK-Info: AES-256-CBC,00\n\n"
            + "AAAA\n"
            + "-----END RSA PRIVATE KEY-----\n"
      })
  void anEncryptedKeyIsRefusedWithTheWayOut(String key) throws IOException {
    TlsFiles files = written(authority.issue(subject("server")).chainPem(), key);
    assertThatThrownBy(() -> start(files))
        .hasMessageContaining("is encrypted")
        .hasMessageContaining("openssl pkey");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not PEM",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\n!!!\n",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
      })
  void whatIsNoneIsRefusedByTheNameOfItsFile(String text) throws IOException {
    IssuedCertificate issued = authority.issue(subject("server"));
    TlsFiles noKey = written(issued.chainPem(), text);
    assertThatThrownBy(() -> start(noKey))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("tls-key: '" + noKey.privateKey());
    TlsFiles noCertificate = written(text, issued.keyPem());
    assertThatThrownBy(() -> start(noCertificate))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("tls-cert: '" + noCertificate.certificates());
    TlsFiles noAuthority = written(issued).withClientAuthorities(write("clients.pem", text));
    assertThatThrownBy(() -> start(noAuthority))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("client-ca: '" + noAuthority.clientAuthorities().orElseThrow());
  }

  /** However the two are written, one after the other, no handshake sees half of the change. */
  @Test
  void certificateAndKeyChangeTogether() throws IOException {
    IssuedCertificate before = authority.issue(subject("before"));
    IssuedCertificate after = authority.issue(subject("after"));
    TlsFiles files = written(before);
    try (ListenerTls tls = start(files)) {
      write("server.pem", after.chainPem());
      tls.refresh();
      assertThat(shown(tls)).isEqualTo(before.chain().get(0));
      assertThat(tls.outdated()).isTrue();
      assertThat(tls.problem())
          .hasValueSatisfying(why -> assertThat(why).contains("is not the key"));
      write("server.key", after.keyPem());
      tls.refresh();
      assertThat(shown(tls)).isEqualTo(after.chain().get(0));
      assertThat(tls.outdated()).isFalse();
      assertThat(tls.problem()).isEmpty();
    }
  }

  @Test
  void filesThatVanishLeaveWhatWasRead() throws IOException {
    IssuedCertificate issued = authority.issue(subject("server"));
    TlsFiles files = written(issued);
    try (ListenerTls tls = start(files)) {
      Files.delete(files.certificates());
      tls.refresh();
      assertThat(shown(tls)).isEqualTo(issued.chain().get(0));
      assertThat(tls.problem()).hasValueSatisfying(why -> assertThat(why).contains("no such file"));
    }
  }

  @ParameterizedTest
  @CsvSource({"15,''", "13,expires at", "-1,expired at"})
  void whatExpiresSoonIsSaid(int days, String said) throws IOException {
    Instant until = NOW.plus(Duration.ofDays(days));
    CertificateSubject subject =
        subject("server").from(NOW.minus(Duration.ofDays(30))).until(until);
    try (ListenerTls tls = start(written(authority.issue(subject)))) {
      assertThat(tls.secondsLeft() / 86_400.0).isBetween(days - 0.01, days + 0.01);
      assertThat(tls.problem().orElse("")).contains(said);
      assertThat(tls.problem().isPresent()).isEqualTo(!said.isEmpty());
    }
  }

  /** Clients refuse a chain of which one certificate has expired. */
  @Test
  void theFirstOfTheChainToExpireCounts() throws IOException {
    PrivateAuthority old =
        new PrivateAuthority(
            subject("old").until(NOW.plus(Duration.ofDays(3))), new SecureRandom());
    try (ListenerTls tls = start(written(old.issue(subject("server"))))) {
      assertThat(tls.secondsLeft() / 86_400.0).isBetween(2.9, 3.1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void theKeyOfEachConnectionIsItsOwn(String protocol) throws IOException {
    for (boolean rsa : List.of(true, false)) {
      CertificateSubject subject = subject("server");
      try (ListenerTls tls = start(written(authority.issue(rsa ? subject.withRsa() : subject)))) {
        SSLEngine client = ClientTls.trusting(authority.pem()).createSSLEngine("localhost", 1);
        client.setUseClientMode(true);
        client.setEnabledProtocols(new String[] {protocol});
        shake(tls.engine(), client);
        assertThat(client.getSession().getProtocol()).isEqualTo(protocol);
        assertThat(client.getSession().getCipherSuite())
            .contains("_AES_128_GCM_")
            .matches("TLS_(AES|ECDHE).*");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TLS_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
        "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"
      })
  void otherSuitesAreNotSpoken(String suite) throws IOException {
    try (ListenerTls tls = start(written(authority.issue(subject("server").withRsa())))) {
      SSLEngine client = ClientTls.trusting(authority.pem()).createSSLEngine("localhost", 1);
      client.setUseClientMode(true);
      client.setEnabledProtocols(new String[] {"TLSv1.2"});
      client.setEnabledCipherSuites(new String[] {suite});
      assertThatThrownBy(() -> shake(tls.engine(), client)).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void oneProtocolIsSpokenWithin() throws IOException {
    try (ListenerTls tls = start(written(authority.issue(subject("server"))))) {
      SSLEngine client = ClientTls.trusting(authority.pem()).createSSLEngine("localhost", 1);
      client.setUseClientMode(true);
      var parameters = client.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
      client.setSSLParameters(parameters);
      shake(tls.engine(), client);
      assertThat(client.getApplicationProtocol()).isEqualTo("http/1.1");
    }
  }

  /** Only whoever has the key of a certificate can use it; this one is somebody's else. */
  @Test
  void noMessageHasAnythingOfAKey() throws IOException, GeneralSecurityException {
    KeyPair dsa = KeyPairGenerator.getInstance("DSA").generateKeyPair();
    String key = new IssuedCertificate(List.of(authority.certificate()), dsa.getPrivate()).keyPem();
    TlsFiles files = written(authority.issue(subject("server")).chainPem(), key);
    assertThatThrownBy(() -> start(files))
        .satisfies(
            e -> {
              for (Throwable t = e; t != null; t = t.getCause()) {
                assertThat(String.valueOf(t.getMessage())).doesNotContain(key.substring(40, 60));
              }
            });
  }
}
