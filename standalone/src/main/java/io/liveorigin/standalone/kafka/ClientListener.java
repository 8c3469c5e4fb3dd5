package io.liveorigin.standalone.kafka;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How clients reach an embedded Kafka, which reaches itself in the same way. The socket is always
 * on 127.0.0.1.
 *
 * <p>The connection between broker and controller stays plain text, with the principal {@code
 * User:ANONYMOUS}, which must be a super user if there is an authorizer. That is only suitable for
 * trying things out on one machine.
 *
 * @param protocol PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL
 * @param settings settings of the listener, such as {@code plain.sasl.jaas.config} or {@code
 *     ssl.keystore.location}, without the prefix that names it; they may be secrets
 * @param authorizer access control: {@code authorizer.class.name} and the settings of that class,
 *     by their Kafka names; empty if everybody may do everything
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

  /** Everybody who reaches the port may use it. */
  public static ClientListener plaintext() {
    return new ClientListener("PLAINTEXT", Map.of(), Map.of());
  }

  /** Returns the settings by their Kafka names; those of this listener have its prefix. */
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
