package io.liveorigin.kafka;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.FailureText;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.lifecycle.SecretFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/**
 * The operator's settings for the connections of every Kafka client: a Java properties file as
 * Kafka's own tools read it ({@code --command-config}), with SASL, TLS and anything else that is
 * the same for all clients. Immutable. Only clients get the values: messages contain keys, the
 * protocol and the {@link #principal}, and {@link #toString} contains keys.
 */
public final class ClientProperties {
  private static final String PROTOCOL = "security.protocol";
  private static final String MECHANISM = "sasl.mechanism";
  private static final String JAAS = "sasl.jaas.config";
  private static final String PROVIDERS = "config.providers";

  /**
   * Keys that a message may quote. Anything else may be part of a private key or a password whose
   * line continuation is missing.
   */
  private static final String PRINTABLE_KEY = "[a-z][a-z0-9._]{0,79}";

  private static final ClientProperties NONE = new ClientProperties(Map.of(), "no --kafka-config");

  private final Map<String, String> values;
  private final String source;

  private ClientProperties(Map<String, String> values, String source) {
    this.values = Map.copyOf(values);
    this.source = source;
  }

  /** Returns Kafka's default: plain text and no credential. */
  public static ClientProperties none() {
    return NONE;
  }

  /**
   * Reads a file once; a change to it needs a restart. Variables of {@code config.providers} are
   * replaced.
   *
   * @param now instant at which a client certificate must be valid
   * @throws OriginException {@link ErrorCode#INTERNAL} if the file cannot be read, if it has a key
   *     that the origin sets, that not every client knows, or whose value Kafka would refuse, or if
   *     the certificate is not valid; the message names the key
   */
  public static ClientProperties read(Path file, Instant now) {
    Map<String, String> written = new TreeMap<>();
    load(file).forEach((key, value) -> written.put((String) key, ((String) value).strip()));
    Map<String, String> values = resolved(file, written);
    values.keySet().forEach(key -> requireAllowed(file, key));
    values.forEach((key, value) -> requireValue(file, key, value));
    requireTogether(file, values);
    ClientProperties properties = new ClientProperties(values, file.toString());
    properties.certificate().ifPresent(certificate -> certificate.requireValid(now));
    SecretFile.warnIfOthersRead("--kafka-config", file);
    return properties;
  }

  private static Properties load(Path file) {
    Properties properties = new Properties();
    // ISO 8859-1 and Unicode escapes, as Kafka's tools read it.
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
      return properties;
    } catch (NoSuchFileException e) {
      throw new OriginException(
          ErrorCode.INTERNAL, "--kafka-config: " + file + " does not exist", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new OriginException(
          ErrorCode.INTERNAL,
          "--kafka-config: " + file + " cannot be read: " + FailureText.of(e),
          e);
    }
  }

  /** Replaces variables by the values that they stand for, and removes the providers. */
  @SuppressWarnings("UnusedException") // its message may have the value of a variable
  private static Map<String, String> resolved(Path file, Map<String, String> written) {
    if (!written.containsKey(PROVIDERS)) {
      return written;
    }
    Map<String, String> values = new TreeMap<>();
    try {
      new AbstractConfig(new ConfigDef(), written, false)
          .originals()
          .forEach((key, value) -> values.put(key, String.valueOf(value)));
    } catch (KafkaException e) {
      throw invalid(
          file,
          PROVIDERS,
          "names a provider that does not work; write the names of its classes as in Kafka's"
              + " documentation");
    }
    values.keySet().removeIf(key -> key.equals(PROVIDERS) || key.startsWith(PROVIDERS + "."));
    return values;
  }

  private static void requireAllowed(Path file, String key) {
    if (!key.matches(PRINTABLE_KEY)) {
      throw new OriginException(
          ErrorCode.INTERNAL,
          "--kafka-config: "
              + file
              + " has a line that is not KEY=VALUE; in a value of several lines, each line but"
              + " the last must end in \\");
    }
    ClientPropertyKeys.refusal(key)
        .ifPresent(
            why -> {
              throw invalid(file, key, why);
            });
  }

  /**
   * Checks a value by Kafka's own definition of its key. Kafka's message is not used, because it
   * would quote the value.
   */
  @SuppressWarnings("UnusedException") // its message has the value, which may be a secret
  private static void requireValue(Path file, String key, String value) {
    ConfigDef.ConfigKey definition = ClientPropertyKeys.definition(key);
    try {
      Object parsed = ConfigDef.parseType(key, value, definition.type);
      if (definition.validator != null) {
        definition.validator.ensureValid(key, parsed);
      }
    } catch (ConfigException e) {
      throw invalid(
          file,
          key,
          "must be "
              + (definition.validator == null ? definition.type : definition.validator.toString()));
    }
    if (key.endsWith(".location") && !Files.isReadable(Path.of(value))) {
      throw invalid(file, key, "names a file that does not exist or cannot be read");
    }
  }

  /**
   * Refuses properties that do not fit together. Kafka silently ignores those of another protocol.
   */
  private static void requireTogether(Path file, Map<String, String> values) {
    String protocol = protocol(values);
    for (String key : values.keySet()) {
      if (key.startsWith("sasl.") && !protocol.startsWith("SASL_")) {
        throw invalid(
            file,
            key,
            "has no effect with"
                + " security.protocol="
                + protocol
                + "; write security.protocol=SASL_SSL");
      }
      if (key.startsWith("ssl.") && !protocol.endsWith("SSL")) {
        throw invalid(
            file,
            key,
            "has no effect with security.protocol="
                + protocol
                + "; write security.protocol="
                + (protocol.startsWith("SASL_") ? "SASL_SSL" : "SSL"));
      }
    }
    if (!protocol.startsWith("SASL_")) {
      return;
    }
    if (!values.containsKey(MECHANISM)) {
      throw invalid(
          file,
          MECHANISM,
          "is missing; write SCRAM-SHA-512 or another mechanism that the brokers accept");
    }
    if (values.containsKey(JAAS) && loginModule(values).isEmpty()) {
      throw invalid(
          file,
          JAAS,
          "cannot be read; write one login module, as in"
              + " org.apache.kafka.common.security.scram.ScramLoginModule required"
              + " username=\"...\" password=\"...\";");
    }
  }

  private static String protocol(Map<String, String> values) {
    return values.getOrDefault(PROTOCOL, "PLAINTEXT").toUpperCase(java.util.Locale.ROOT);
  }

  @SuppressWarnings("UnusedException") // its message has pieces of the value
  private static Optional<AppConfigurationEntry> loginModule(Map<String, String> values) {
    try {
      List<AppConfigurationEntry> entries =
          JaasContext.loadClientContext(Map.of(JAAS, new Password(values.get(JAAS))))
              .configurationEntries();
      return entries.stream().findFirst();
    } catch (IllegalArgumentException | KafkaException e) {
      return Optional.empty();
    }
  }

  /** Adds these properties to the configuration of a client; existing entries are kept. */
  void under(Map<String, Object> config) {
    values.forEach(config::putIfAbsent);
  }

  /** Returns the keys, without the values. */
  public List<String> keys() {
    return List.copyOf(new TreeSet<>(values.keySet()));
  }

  /**
   * Returns the principal that the brokers see, for messages: user and mechanism, or client
   * certificate.
   */
  public String principal() {
    if (protocol(values).startsWith("SASL_")) {
      String user =
          Optional.ofNullable(values.get(JAAS))
              .flatMap(jaas -> loginModule(values))
              .map(module -> module.getOptions().get("username"))
              .map(name -> "user '" + name + "' (" + values.get(MECHANISM) + ")")
              .orElse("the credential (" + values.get(MECHANISM) + ")");
      return user + " of " + source;
    }
    return certificate()
        .map(certificate -> "client certificate " + certificate.subject() + " of " + source)
        .orElse("a client without a credential (" + source + ")");
  }

  /** Returns PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL. */
  String protocol() {
    return protocol(values);
  }

  private Optional<ClientCertificate> certificate() {
    return ClientCertificate.of(new HashMap<>(values));
  }

  private static OriginException invalid(Path file, String key, String why) {
    return new OriginException(
        ErrorCode.INTERNAL, "--kafka-config: " + key + " in " + file + " " + why);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClientProperties that
        && values.equals(that.values)
        && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return 31 * values.hashCode() + source.hashCode();
  }

  @Override
  public String toString() {
    return "ClientProperties" + keys();
  }
}
