package io.liveorigin.ingest.http;

import static io.liveorigin.ingest.support.Events.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.lifecycle.BuildInfo;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.ingest.support.Client;
import io.liveorigin.ingest.support.Client.Answer;
import io.liveorigin.ingest.support.Mp4;
import io.liveorigin.ingest.support.RawClient;
import io.liveorigin.ingest.support.TestListener;
import io.liveorigin.ingest.support.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a listener says about the software that runs: the build, to those who may look; nothing to
 * anybody else (RFC 9110, section 10.2.4).
 */
class IngestServerFieldTest {
  private static final byte[] BODY = Mp4.segment(NUMBER, 1);
  private static final String PATH = "/acme/cup/v0-" + NUMBER + ".m4s";
  private static final String HOST = "\r\nHost: origin\r\n";
  private static final String LONG = "x".repeat(64 * 1024);

  private final TestListener listener = Wire.PLAIN.listener();

  @AfterEach
  void close() {
    listener.close();
  }

  @Test
  void noResponseNamesTheServer() throws IOException {
    String sized = "Content-Length: " + BODY.length + "\r\n";
    assertSilent("PUT " + PATH + " HTTP/1.1" + HOST + sized, BODY);
    assertSilent("PUT /acme/unknown/v0-1.m4s HTTP/1.1" + HOST + sized, BODY);
    for (String request :
        List.of(
            "GET /-/health/ready HTTP/1.1" + HOST,
            "GET /-/status HTTP/1.1" + HOST,
            "GET /-/metrics HTTP/1.0" + HOST,
            "GET " + PATH + " HTTP/1.1" + HOST,
            "DELETE " + PATH + " HTTP/1.1" + HOST,
            "PATCH " + PATH + " HTTP/1.1" + HOST,
            "OPTIONS * HTTP/1.1" + HOST,
            "PUT " + PATH + " HTTP/1.1" + HOST,
            "GARBAGE\r\n",
            "PUT " + PATH + " HTTP/9.9" + HOST,
            "PUT " + PATH + " HTTP/1.1\r\n",
            "PUT /" + LONG + " HTTP/1.1" + HOST,
            "PUT " + PATH + " HTTP/1.1" + HOST + "A: " + LONG + "\r\n",
            "PUT " + PATH + " HTTP/1.1" + HOST + "Transfer-Encoding: gzip\r\n")) {
      assertSilent(request, new byte[0]);
    }
  }

  @Test
  void statusAndMetricsNameTheBuild() throws Exception {
    BuildInfo build = BuildInfo.ofThisBuild();
    Client client = new Client();
    Answer status = client.send("GET", listener.uri("/-/status"), Client.sized(new byte[0]));
    assertThat(status.json().path("build")).isEqualTo(WireJson.readTree(WireJson.write(build)));
    Answer metrics = client.send("GET", listener.uri("/-/metrics"), Client.sized(new byte[0]));
    assertThat(new String(metrics.body(), StandardCharsets.UTF_8))
        .contains(
            "origin_build_info{commit=\"%s\",version=\"%s\"} 1"
                .formatted(build.commit(), build.version()));
  }

  private void assertSilent(String head, byte[] body) throws IOException {
    String begin = head.substring(0, Math.min(60, head.length()));
    try (RawClient client = new RawClient(listener.port())) {
      Answer answer = client.text(head + "\r\n").bytes(body).answer();
      assertThat(answer.status()).as(begin).isBetween(200, 599);
      assertThat(answer.headers()).as(begin).doesNotContainKeys("Server", "X-Powered-By");
      assertThat(new String(answer.body(), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT))
          .as(begin)
          .doesNotContain("powered by", "jetty", "javalin");
    }
  }
}
