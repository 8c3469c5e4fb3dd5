package io.liveorigin.standalone.secured;

import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.kafka.ClientProperties;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.standalone.kafka.ClientListener;
import io.liveorigin.standalone.kafka.EmbeddedKafka;
import io.liveorigin.standalone.kafka.EmbeddedKafkaConfig;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * A broker that denies by default. Users have SCRAM passwords; the super user, who is the broker
 * too, comes with PLAIN. On 127.0.0.1.
 */
final class SecuredBroker implements AutoCloseable {
  static final String SUPER = "super";
  private static final String SUPER_PASSWORD = "super-secret-of-this-test";

  /** A fifth of the default: each test here waits for what such a check finds. */
  private static final Duration CHECK_PERIOD = Duration.ofSeconds(1);

  private static final String MODULES = "org.apache.kafka.common.security.";

  private final Path directory;
  private final Map<String, String> tls;
  private final EmbeddedKafka kafka;
  private final Admin admin;

  private SecuredBroker(Path directory, Map<String, String> tls, EmbeddedKafka kafka) {
    this.directory = directory;
    this.tls = tls;
    this.kafka = kafka;
    this.admin = kafka(SUPER).admin("super");
  }

  /** Passwords in plain text over the loopback interface. */
  static SecuredBroker start(Path directory) {
    return start(directory, Map.of(), Map.of());
  }

  /**
   * Over TLS.
   *
   * @param listener the broker's stores, {@code ssl.*}
   * @param client what its clients trust, {@code ssl.*}
   */
  static SecuredBroker start(
      Path directory, Map<String, String> listener, Map<String, String> client) {
    Map<String, String> settings = new HashMap<>(listener);
    settings.put(
        "plain.sasl.jaas.config",
        MODULES
            + "plain.PlainLoginModule required username=\"super\" password=\""
            + SUPER_PASSWORD
            + "\" user_super=\""
            + SUPER_PASSWORD
            + "\";");
    settings.put("scram-sha-512.sasl.jaas.config", MODULES + "scram.ScramLoginModule required;");
    settings.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512");
    Map<String, String> overrides = Map.of("sasl.mechanism.inter.broker.protocol", "PLAIN");
    Map<String, String> authorizer =
        Map.of(
            "authorizer.class.name",
            "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found",
            "false",
            // Between broker and controller, whose socket is on the loopback interface too.
            "super.users",
            "User:super;User:ANONYMOUS");
    String protocol = listener.isEmpty() ? "SASL_PLAINTEXT" : "SASL_SSL";
    return new SecuredBroker(
        directory,
        client,
        EmbeddedKafka.start(
            new EmbeddedKafkaConfig(
                directory.resolve("kafka"),
                0,
                overrides,
                new ClientListener(protocol, settings, authorizer))));
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  Admin admin() {
    return admin;
  }

  static String password(String user) {
    return "secret-of-" + user;
  }

  /** Makes a user, or changes the password. */
  void user(String user, String password) {
    Patience.get(
        admin
            .alterUserScramCredentials(
                List.of(
                    new UserScramCredentialUpsertion(
                        user,
                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                        password)))
            .all()
            .toCompletionStage()
            .toCompletableFuture());
  }

  /** The file that an operator would give to a part that is this user. */
  Path file(String user) {
    return file(user, user.equals(SUPER) ? SUPER_PASSWORD : password(user));
  }

  Path file(String user, String password) {
    boolean plain = user.equals(SUPER);
    StringBuilder text = new StringBuilder();
    text.append("security.protocol=").append(tls.isEmpty() ? "SASL_PLAINTEXT" : "SASL_SSL");
    text.append("\nsasl.mechanism=").append(plain ? "PLAIN" : "SCRAM-SHA-512");
    text.append("\nsasl.jaas.config=")
        .append(MODULES)
        .append(plain ? "plain.PlainLoginModule" : "scram.ScramLoginModule")
        .append(" required username=\"")
        .append(user)
        .append("\" password=\"")
        .append(password)
        .append("\";\n");
    tls.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    try {
      Path file = Files.createTempFile(directory, user, ".properties");
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  KafkaSettings kafka(String user) {
    return settings(file(user));
  }

  KafkaSettings settings(Path file) {
    return new KafkaSettings(kafka.bootstrapServers(), TopicSettings.singleNode())
        .withClient(ClientProperties.read(file, Instant.now()))
        .withCheckPeriod(CHECK_PERIOD);
  }

  /** Returns when the broker goes by them. */
  void grant(Collection<AclBinding> acls) {
    Patience.get(admin.createAcls(acls).all().toCompletionStage().toCompletableFuture());
    Patience.await().until(() -> granted().containsAll(acls));
  }

  /** Returns when the broker goes without it. */
  void revoke(AclBinding acl) {
    Patience.get(
        admin.deleteAcls(List.of(acl.toFilter())).all().toCompletionStage().toCompletableFuture());
    Patience.await().until(() -> !granted().contains(acl));
  }

  private Set<AclBinding> granted() {
    return new HashSet<>(
        Patience.get(
            admin
                .describeAcls(AclBindingFilter.ANY)
                .values()
                .toCompletionStage()
                .toCompletableFuture()));
  }

  @Override
  public void close() {
    admin.close();
    kafka.close();
  }
}
