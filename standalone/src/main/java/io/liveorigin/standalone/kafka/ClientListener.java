package io.liveorigin.standalone.kafka;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How clients reach an embedded Kafka, which reaches itself in the same way. The socket is on
 * 127.0.0.1 in any case.
 *
 * <p>Between broker and controller it stays plain text, as principal {@code User:ANONYMOUS}, which
 * must be a super user where there is an authorizer: good for trying things out on one machine, and
 * for nothing else.
 *
 * @param protocol PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL
 * @param settings of the listener, such as {@code plain.sasl.jaas.config} or {@code
 *     ssl.keystore.location}, without the prefix that names it; they may be secrets
 * @param authorizer who may do what: {@code authorizer.class.name} and the settings of that class,
 *     by their Kafka names; empty where everybody may do everything
 */
public record ClientListener(
    String protocol, Map<String, String> settings, Map<String, String> authorizer) {
  private static final Set<String> PROTOCOLS =
      Set.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");

  public ClientListener {
    if (protocol == null || !PROTOCOLS.contains(protocol)) {
      throw new EmbeddedKafkaException(
          "listener.protocol must be one of " + PROTOCOLS + ", but is '" + protocol + "'");
    }
    settings = Map.copyOf(settings);
    authorizer = Map.copyOf(authorizer);
  }

  /** Whoever reaches the port. */
  public static ClientListener plaintext() {
    return new ClientListener("PLAINTEXT", Map.of(), Map.of());
  }

  /** By their Kafka names, with the prefix of this listener where they are of it. */
  Map<String, String> brokerSettings() {
    Map<String, String> prefixed = new TreeMap<>(authorizer);
    String prefix =
        "listener.name." + BrokerSettings.CLIENT_LISTENER.toLowerCase(java.util.Locale.ROOT);
    settings.forEach((name, value) -> prefixed.put(prefix + "." + name, value));
    return prefixed;
  }

  @Override
  public String toString() {
    return "ClientListener[" + protocol + ", " + settings.keySet() + "]";
  }
}
