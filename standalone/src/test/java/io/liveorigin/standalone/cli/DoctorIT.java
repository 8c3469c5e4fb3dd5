package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.json.JsonDocuments;
import io.liveorigin.packager.Packager;
import io.liveorigin.packager.PackagerSettings;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.fault.FaultScript;
import io.liveorigin.packager.publish.HttpSegmentPublisher;
import io.liveorigin.packager.schedule.PacingClock;
import io.liveorigin.standalone.doctor.ShortLivedCertificate;
import io.liveorigin.standalone.stack.Stack;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code origin doctor} beside a whole origin: where all is well, and with one thing wrong. */
class DoctorIT {
  private static final ConfigResource SEGMENTS =
      new ConfigResource(ConfigResource.Type.TOPIC, "segments.a");

  @TempDir static Path directory;
  private static Stack stack;

  @BeforeAll
  static void start() {
    stack = Stack.start(directory);
    stack.adminHttp().awaitReady();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void whereAllIsWellNothingFailsAndASilentPipelineIsNamed() throws Exception {
    EventDefinition event = declare("live");
    try (Packager a = packager(event, "a")) {
      try (Packager b = packager(event, "b")) {
        Patience.await()
            .untilAsserted(
                () -> {
                  String well = run(0, "doctor", "t/live", "--ingest", ingests());
                  assertThat(well)
                      .doesNotContain("FAILED")
                      .contains("ok       broker", "ok       pipelines        t/live, pipeline b:")
                      .contains("ok       live-edge", "ok       ingests", "ok       broker-clock");
                });
      }
      Patience.await()
          .untilAsserted(
              () ->
                  assertThat(run(1, "doctor", "t/live"))
                      .contains("FAILED   pipelines        t/live, pipeline b: silent for")
                      .contains("ok       pipelines        t/live, pipeline a:"));
    }
  }

  @Test
  void aRetentionThatIsShorterThanTheWindowIsFound() throws Exception {
    declare("long");
    try (Admin admin = stack.kafka().admin("test")) {
      String before =
          admin
              .describeConfigs(List.of(SEGMENTS))
              .all()
              .get()
              .get(SEGMENTS)
              .get("retention.ms")
              .value();
      try {
        retention(admin, "300000");
        Patience.await()
            .untilAsserted(
                () ->
                    assertThat(run(1, "doctor", "t/long"))
                        .contains("FAILED   retention        segments.a keeps segments for PT5M"));
      } finally {
        retention(admin, before);
      }
    }
  }

  @Test
  void aCertificateThatEndsSoonAndOneThatIsNoneAreFound() throws Exception {
    declare("tls");
    Path soon = ShortLivedCertificate.make(directory, 1).pem();
    assertThat(run(1, "doctor", "t/tls", "--certificate", soon.toString()))
        .contains("FAILED   certificates     the certificate in " + soon + " expires in 2");
    String missing = directory.resolve("missing.pem").toString();
    assertThat(run(1, "doctor", "t/tls", "--certificate", missing))
        .contains("certificate " + missing + " cannot be checked; " + missing + " does not exist");
  }

  @Test
  void anUnreachableBrokerDoesNotStopTheOtherChecks() throws IOException {
    declare("alone");
    String text = run(1, "doctor", "t/alone", "--json", "--kafka", "127.0.0.1:1");
    JsonNode findings = JsonDocuments.readTree(text.getBytes(StandardCharsets.UTF_8));
    List<String> levels = new ArrayList<>();
    findings.forEach(
        each -> levels.add(each.path("check").asText() + " " + each.path("level").asText()));
    assertThat(levels).contains("broker FAILED", "topics FAILED", "nodes ok", "events ok");
    assertThat(findings.get(0).path("remedy").asText()).contains("127.0.0.1:1: connection refused");
  }

  @Test
  void anEventThatIsNotDeclaredAndANodeThatIsNotThereAreFound() {
    assertThat(run(1, "doctor", "t/nobody", "--node", "http://127.0.0.1:1"))
        .contains("FAILED   events           t/nobody is not declared")
        .contains("FAILED   nodes            serving node http://127.0.0.1:1 cannot be checked");
  }

  private static EventDefinition declare(String name) {
    EventDefinition event = Clip.eventDefinition("t", name, List.of("a", "b"));
    stack.declare(event);
    return event;
  }

  private static Packager packager(EventDefinition event, String pipeline) {
    Packager packager =
        new Packager(
            PackagerSettings.standard(pipeline, FaultScript.NONE, 1),
            LiveEvent.of(event),
            Clip.load(),
            new HttpSegmentPublisher(ingest(pipeline), Duration.ofSeconds(10)),
            PacingClock.of(Clock.systemUTC()));
    packager.start(packager.firstNumber());
    return packager;
  }

  private static URI ingest(String pipeline) {
    return URI.create("http://127.0.0.1:" + stack.ingestPort(pipeline));
  }

  private static String ingests() {
    return ingest("a") + "," + ingest("b");
  }

  private static void retention(Admin admin, String millis) throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(
                SEGMENTS,
                List.of(
                    new AlterConfigOp(
                        new ConfigEntry("retention.ms", millis), AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  private static String run(int code, String... args) {
    Terminal terminal =
        new Terminal(
            Map.of(
                "ORIGIN_ADMIN",
                "http://127.0.0.1:" + stack.adminPort(),
                "ORIGIN_KAFKA",
                stack.kafka().bootstrapServers()));
    int ended = terminal.run(args);
    assertThat(ended).as(terminal.out() + terminal.err()).isEqualTo(code);
    return terminal.out();
  }
}
