package io.liveorigin.serving.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.access.credential.CertificateName;
import io.liveorigin.access.credential.Credential;
import io.liveorigin.access.credential.CredentialFile;
import io.liveorigin.access.credential.CredentialVerifier;
import io.liveorigin.access.credential.Role;
import io.liveorigin.contract.listen.AllowedHosts;
import io.liveorigin.serving.access.AdminAccess;
import io.liveorigin.serving.access.AdminAuthenticator;
import io.liveorigin.serving.audit.AuditTrail;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The admin listener's doors behind a TLS connection that asks for a certificate. */
class AdminCertificateTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path temp;
  private final Server server = new Server();
  private final AuditTrail trail =
      AuditTrail.start(
          record -> CompletableFuture.completedFuture(null),
          "cell/n1",
          System::nanoTime,
          new SimpleMeterRegistry());

  @BeforeEach
  void start() throws Exception {
    for (String name : List.of("server", "anna", "stranger")) {
      keytool(name);
    }
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(store("server"));
    tls.setKeyStorePassword(new String(PASSWORD));
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    for (String name : List.of("anna", "stranger")) {
      trusted.setCertificateEntry(name, store(name).getCertificate("key"));
    }
    tls.setTrustStore(trusted);
    tls.setWantClientAuth(true);
    HttpConfiguration http = new HttpConfiguration();
    http.addCustomizer(new SecureRequestCustomizer(false));
    ServerConnector connector =
        new ServerConnector(
            server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(http));
    connector.setHost("localhost");
    server.addConnector(connector);
    AdminAuthenticator authenticator =
        new AdminAuthenticator(access(), System::nanoTime, new SimpleMeterRegistry());
    AdminAuditHandler auditHandler =
        new AdminAuditHandler(
            new AdminListenerParts(
                new AllowedHosts("adminNames", List.of()),
                authenticator,
                trail,
                Clock.systemUTC()));
    AdminAuthHandler authHandler = new AdminAuthHandler(authenticator);
    auditHandler.setHandler(authHandler);
    authHandler.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            AdminAuthenticator.Entered entered =
                (AdminAuthenticator.Entered) request.getAttribute(AdminAuthenticator.ATTRIBUTE);
            response.getHeaders().put("X-Name", entered.who().orElseThrow().name());
            callback.succeeded();
            return true;
          }
        });
    server.setHandler(auditHandler);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    trail.close();
  }

  private AdminAccess access() {
    Credential anna =
        new Credential(
            "anna",
            Role.OPERATOR,
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(CertificateName.of("subject:CN=anna")));
    CredentialVerifier verifier =
        new CredentialVerifier(new CredentialFile(List.of(anna)), Clock.systemUTC());
    return new AdminAccess.Guarded(() -> verifier, Optional::empty);
  }

  /** A key and a certificate of its own, as the JDK's tool makes them. */
  private void keytool(String name) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                temp.resolve(name).toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private KeyStore store(String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(temp.resolve(name))) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private HttpResponse<String> ask(Optional<String> certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("server", store("server").getCertificate("key"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    if (certificate.isPresent()) {
      keys.init(store(certificate.get()), PASSWORD);
    } else {
      keys.init(null, PASSWORD);
    }
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    URI uri =
        URI.create(
            "https://localhost:"
                + ((ServerConnector) server.getConnectors()[0]).getLocalPort()
                + "/status");
    return HttpClient.newBuilder()
        .sslContext(tls)
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void whoeverTheCertificateNamesComesIn() throws Exception {
    HttpResponse<String> known = ask(Optional.of("anna"));
    assertThat(known.statusCode()).as(known.body()).isEqualTo(200);
    assertThat(known.headers().firstValue("X-Name")).hasValue("anna");
    assertThat(known.headers().firstValue("Strict-Transport-Security"))
        .hasValue("max-age=31536000");
    HttpResponse<String> unknown = ask(Optional.of("stranger"));
    assertThat(unknown.statusCode()).isEqualTo(403);
    assertThat(unknown.body()).contains("wrong-credential");
    assertThat(ask(Optional.empty()).statusCode()).isEqualTo(401);
  }
}
