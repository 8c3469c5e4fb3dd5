package io.liveorigin.serving.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.liveorigin.access.authority.IssuedCertificate;
import io.liveorigin.access.client.ClientLimits;
import io.liveorigin.access.client.ConnectedClients;
import io.liveorigin.access.connection.GuardedConnector;
import io.liveorigin.access.tls.ListenerTls;
import io.liveorigin.serving.support.TestTls;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.junit.jupiter.api.Test;

/** Whoever checks credentials reads the client's certificate where servlets have it. */
class ClientCertificateTest {

  @Test
  void aRouteSeesTheCertificateThatWasVerified() throws Exception {
    try (TestTls tls = new TestTls();
        ListenerTls own = ListenerTls.start("tls", tls.files(), Clock.systemUTC())) {
      IssuedCertificate operator = tls.authority.issue(TestTls.subject("operator"));
      Javalin javalin = Javalin.create(config -> set(config, own)).start();
      try {
        assertThat(seen(javalin, tls.client(operator))).isEqualTo("https CN=operator");
        assertThat(seen(javalin, tls.client())).isEqualTo("https none");
      } finally {
        javalin.stop();
      }
    }
  }

  private static void set(JavalinConfig config, ListenerTls own) {
    config.startup.showJavalinBanner = false;
    ConnectedClients connectedClients =
        new ConnectedClients(ClientLimits.operators(), System::nanoTime);
    SlowReaders readers =
        new SlowReaders(
            SlowReaderSettings.standard(),
            1024 * 1024,
            System::nanoTime,
            new SimpleMeterRegistry());
    config.jetty.addConnector(
        (server, http) ->
            new GuardedConnector(
                server,
                GuardedConnector.CHOSEN_BY_JETTY,
                connectedClients,
                readers::endPoint,
                FrontTlsConnection.factories(
                    Optional.of(own), connectedClients, new HttpConnectionFactory(http))));
    config.routes.get(
        "/",
        ctx -> {
          Object attribute = ctx.req().getAttribute("jakarta.servlet.request.X509Certificate");
          String who =
              attribute instanceof X509Certificate[] chain
                  ? chain[0].getSubjectX500Principal().getName()
                  : "none";
          ctx.result(ctx.req().getScheme() + " " + who);
        });
  }

  private static String seen(Javalin javalin, SSLContext context) throws Exception {
    HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(context).build();
    URI uri = URI.create("https://localhost:" + javalin.port() + "/");
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }
}
