package io.liveorigin.standalone.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.ingest.IngestServer;
import io.liveorigin.ingest.config.IngestConfig;
import io.liveorigin.kafka.ClientProperties;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.TopicSetup;
import io.liveorigin.standalone.kafka.ClientListener;
import io.liveorigin.standalone.kafka.EmbeddedKafka;
import io.liveorigin.standalone.kafka.EmbeddedKafkaConfig;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invariant: a credential that the brokers do not take, a certificate that nobody trusts and a
 * wrong protocol are said in one line that names who and where, by every command, and no secret is
 * in it. Over TLS with SCRAM, and with client certificates.
 */
class KafkaCredentialsIT {
  private static final String WRONG = "wrong-secret-of-this-test";

  @TempDir static Path directory;
  private static Certificates certificates;
  private static SecuredBroker scram;
  private static Parts parts;
  private static EmbeddedKafka mutual;

  @BeforeAll
  static void start() throws Exception {
    certificates = new Certificates(directory);
    Map<String, String> broker = new HashMap<>(certificates.keys("broker"));
    broker.putAll(certificates.trust());
    scram = SecuredBroker.start(directory, broker, certificates.trust());
    scram.user("ingest-a", SecuredBroker.password("ingest-a"));
    parts = new Parts(scram, directory);
    broker.put("ssl.client.auth", "required");
    mutual =
        EmbeddedKafka.start(
            new EmbeddedKafkaConfig(
                directory.resolve("mutual"),
                0,
                Map.of(),
                new ClientListener(
                    "SSL",
                    broker,
                    Map.of(
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users",
                        "User:CN=broker;User:CN=ingest-a;User:ANONYMOUS"))));
  }

  @AfterAll
  static void stop() {
    scram.close();
    mutual.close();
  }

  /** All that talk to Kafka. */
  private static List<String> commands() {
    return List.of(
        "ingest --pipeline a --port 0 --open",
        "serve --data " + directory.resolve("data") + " --port 0 --admin-port 0 --admin-open",
        "topics",
        "defects",
        "explain t/e/v/1",
        "report t/e",
        "quarantine",
        "refusals",
        "audit");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void a_wrong_password_is_said_by_every_command(String line) {
    String[] command = line.split(" ");
    try (Heard heard = new Heard()) {
      String said = parts.command(scram.file("ingest-a", WRONG), command);
      assertThat(said)
          .startsWith("1 origin " + command[0] + ": ")
          .contains("the broker at " + scram.bootstrapServers())
          .contains("refused the credential of user 'ingest-a' (SCRAM-SHA-512)")
          .doesNotContain(WRONG)
          .hasLineCount(1);
      assertThat(heard.all()).doesNotContain(WRONG);
    }
  }

  @Test
  void a_mechanism_that_the_broker_does_not_have_is_said() {
    Path file = edited(scram.file("ingest-a"), "SCRAM-SHA-512", "SCRAM-SHA-256");
    assertThat(ingest(file, scram.bootstrapServers()))
        .contains("refused the credential of user 'ingest-a' (SCRAM-SHA-256)")
        .contains("SCRAM-SHA-512");
  }

  @Test
  void a_broker_that_is_not_trusted_is_said() {
    Map<String, String> others = certificates.trustOfOthers();
    Path file =
        edited(
            scram.file("ingest-a"),
            certificates.trust().get("ssl.truststore.location"),
            others.get("ssl.truststore.location"));
    assertThat(ingest(file, scram.bootstrapServers()))
        .contains("the TLS handshake with the broker at " + scram.bootstrapServers() + " failed")
        .contains("is not in ssl.truststore.*");
  }

  @Test
  void plain_text_where_the_broker_wants_tls_is_said_while_it_is_waited_for() {
    try (Heard heard = new Heard()) {
      Path file = file(Map.of());
      Thread ingest =
          NamedThreadFactory.one(
              "plain-ingest",
              () -> assertThat(ingest(file, scram.bootstrapServers())).contains("interrupted"));
      ingest.start();
      try {
        Patience.await()
            .until(
                () ->
                    heard.warned(
                        "waiting for Kafka at " + scram.bootstrapServers(),
                        "accepts connections but does not respond with security.protocol=PLAINTEXT",
                        "configure that with --kafka-config"));
      } finally {
        ingest.interrupt();
      }
    }
  }

  @Test
  void a_password_that_is_changed_while_an_ingest_runs_is_told() {
    try (Heard heard = new Heard()) {
      scram.user("rotated", SecuredBroker.password("rotated"));
      scram.grant(AclTable.bindings("ingest", "a", "rotated"));
      scram.grant(AclTable.bindings("set-up", "a", "rotated"));
      assertThat(parts.command("rotated", "topics", "--pipeline", "a")).startsWith("0 ");
      Path file = scram.file("rotated");
      try (IngestServer running =
          IngestServer.start(IngestConfig.of("a", 0, scram.settings(file)), Parts.CLOCK)) {
        assertThat(Parts.health(running)).startsWith("200 ");
        scram.user("rotated", "another");
        // Connections that are open stay so; a new process shows what a new connection gets.
        assertThat(parts.command(file, "refusals"))
            .contains("refused the credential of user 'rotated'");
        assertThat(Parts.health(running)).startsWith("200 ");
      }
      assertThat(heard.all()).doesNotContain(SecuredBroker.password("rotated"));
    }
  }

  @Test
  void a_client_certificate_lets_an_ingest_in() throws Exception {
    Path file = client("ingest-a");
    KafkaSettings settings =
        new KafkaSettings(mutual.bootstrapServers(), TopicSettings.singleNode())
            .withClient(ClientProperties.read(file, Parts.CLOCK.instant()));
    assertThat(settings.trouble().principal()).startsWith("client certificate CN=ingest-a of ");
    try (Admin admin = settings.admin("mutual")) {
      new TopicSetup(admin, settings.topics()).ensurePipelines(List.of("a"));
    }
    try (IngestServer ingest = IngestServer.start(IngestConfig.of("a", 0, settings), Parts.CLOCK)) {
      assertThat(Parts.health(ingest)).startsWith("200 ");
    }
  }

  @Test
  void a_certificate_without_acls_is_named_in_what_is_denied() {
    assertThat(ingest(client("stranger"), mutual.bootstrapServers()))
        .contains("client certificate CN=stranger of ")
        .contains("docs/kafka-acls.md");
  }

  @Test
  void an_expired_certificate_is_said_before_anything_else() {
    assertThat(ingest(client("expired"), mutual.bootstrapServers()))
        .contains("the client certificate CN=expired expired at ");
  }

  @Test
  void a_certificate_that_the_broker_does_not_trust_and_none_at_all_are_said() {
    assertThat(ingest(client("foreign"), mutual.bootstrapServers()))
        .contains("the TLS handshake with the broker at " + mutual.bootstrapServers() + " failed")
        .contains("client certificate CN=foreign")
        .contains("does not accept the client's certificate");
    Map<String, String> none = new HashMap<>(certificates.trust());
    none.put("security.protocol", "SSL");
    assertThat(ingest(file(none), mutual.bootstrapServers()))
        .contains("the TLS handshake with the broker at ")
        .contains("a client without a credential");
  }

  @Test
  void a_wrong_password_of_a_keystore_is_said_without_it() {
    Map<String, String> settings = new HashMap<>(certificates.keys("ingest-a"));
    settings.putAll(certificates.trust());
    settings.put("security.protocol", "SSL");
    settings.put("ssl.keystore.password", WRONG);
    assertThat(ingest(file(settings), mutual.bootstrapServers()))
        .contains("password")
        .doesNotContain(WRONG)
        .hasLineCount(1);
  }

  private static Path client(String name) {
    Map<String, String> settings = new HashMap<>(certificates.keys(name));
    settings.putAll(certificates.trust());
    settings.put("security.protocol", "SSL");
    return file(settings);
  }

  private static Path file(Map<String, String> settings) {
    StringBuilder text = new StringBuilder();
    settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    try {
      return Files.writeString(Files.createTempFile(directory, "client", ".properties"), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Path edited(Path file, String from, String to) {
    try {
      return Files.writeString(file, Files.readString(file).replace(from, to));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String ingest(Path file, String servers) {
    return Parts.run(
        "ingest",
        "--open",
        "--pipeline",
        "a",
        "--port",
        "0",
        "--kafka",
        servers,
        "--kafka-config",
        file.toString());
  }
}
