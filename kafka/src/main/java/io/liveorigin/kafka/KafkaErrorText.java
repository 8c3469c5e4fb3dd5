package io.liveorigin.kafka;

import io.liveorigin.contract.error.FailureText;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/**
 * Describes refusals by the brokers: which principal lacks which right, and where. Waiting does not
 * help; an operator has to grant the right or to provide another credential. Pure, except for
 * {@link #unanswered} and {@link #unreachable}.
 *
 * @param servers bootstrap servers
 * @param principal as {@link ClientProperties#principal}
 * @param protocol security protocol of the clients
 */
public record KafkaErrorText(String servers, String principal, String protocol) {
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final String ACLS = " (docs/kafka-acls.md)";

  /** Whether the brokers refused this process's credential or an operation of it. */
  public static boolean refused(Throwable failure) {
    return find(failure, AuthenticationException.class).isPresent()
        || find(failure, AuthorizationException.class).isPresent();
  }

  /** Returns a description if the brokers refused something, or else the message of the failure. */
  public String words(Throwable failure) {
    Optional<AuthenticationException> who = find(failure, AuthenticationException.class);
    // A producer that was refused an operation repeats that inside an AuthenticationException.
    Optional<AuthorizationException> what = find(failure, AuthorizationException.class);
    if (what.isPresent()) {
      return denied(what.get());
    }
    if (who.isPresent()) {
      return unknown(who.get());
    }
    return innermost(failure);
  }

  private String unknown(AuthenticationException e) {
    String why = innermost(e);
    return e instanceof SslAuthenticationException
        ? "the TLS handshake with the broker at "
            + servers
            + " failed for "
            + principal
            + ": "
            + why
            + hint(why)
        : "the broker at " + servers + " refused the credential of " + principal + ": " + why;
  }

  private static String hint(String why) {
    if (why.contains("certification path") || why.contains("PKIX")) {
      return "; the authority that signed the broker's certificate is not in ssl.truststore.*";
    }
    if (why.contains("subject alternative") || why.contains("No name matching")) {
      return "; the host name in --kafka must match the broker's certificate";
    }
    if (why.contains("alert")) {
      return "; the broker does not accept the client's certificate, or requires"
          + " one (ssl.keystore.*)";
    }
    return "";
  }

  private String denied(AuthorizationException e) {
    if (e instanceof TopicAuthorizationException topics && !topics.unauthorizedTopics().isEmpty()) {
      return lacks("access to", "topic " + names(topics.unauthorizedTopics()));
    }
    if (e instanceof GroupAuthorizationException group && group.groupId() != null) {
      return lacks("Read on", "group " + group.groupId());
    }
    if (e instanceof TransactionalIdAuthorizationException) {
      return lacks("Write on", "transactional id " + KafkaSettings.CONTROL_WRITER);
    }
    if (e instanceof ClusterAuthorizationException) {
      return lacks("Write on", "the topic that it writes to, or an operation on the cluster");
    }
    return principal + " lacks an operation (" + e.getMessage() + ")" + ACLS;
  }

  private static String names(Set<String> topics) {
    return String.join(", ", new TreeSet<>(topics));
  }

  /** Returns the same text for an operation that is known to be missing. */
  String lacks(AclOperation operation, String topic) {
    return lacks(titled(operation) + " on", "topic " + topic);
  }

  private String lacks(String operation, String resource) {
    return principal + " lacks " + operation + " " + resource + ACLS;
  }

  /** Returns the name of an operation as {@code kafka-acls.sh} writes it. */
  static String titled(AclOperation operation) {
    StringBuilder title = new StringBuilder();
    for (String word : operation.name().split("_")) {
      title.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return title.toString();
  }

  /**
   * Returns a possible reason for a missing response: a server that accepts connections may speak
   * another protocol. Empty if none accepts connections. Blocks for one second per broker at most.
   */
  public Optional<String> unanswered() {
    return Arrays.stream(servers.split(","))
        .filter(server -> unreachable(server).isEmpty())
        .findFirst()
        .map(
            server ->
                server
                    + " accepts connections but does not respond with security.protocol="
                    + protocol
                    + "; if it requires TLS or SASL, configure that with --kafka-config"
                    + " (docs/kafka.md)");
  }

  /**
   * Returns a message that no broker accepts connections, with the address of each and what to
   * check, or empty if one does. Kafka's clients try for much longer and do not report the reason.
   * Blocks for one second per broker at most.
   */
  public Optional<String> unreachable() {
    StringJoiner all = new StringJoiner("; ");
    for (String server : servers.split(",")) {
      Optional<String> why = unreachable(server);
      if (why.isEmpty()) {
        return Optional.empty();
      }
      all.add("broker not reachable at " + server + ": " + why.get());
    }
    return Optional.of(
        all
            + "; check that Kafka runs there, that --kafka (ORIGIN_KAFKA) names the host and port"
            + " of one of its listeners, and that no firewall is in between");
  }

  private static Optional<String> unreachable(String server) {
    int colon = server.lastIndexOf(':');
    String host = server.substring(0, colon).replaceAll("[\\[\\]]", "");
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(host, Integer.parseInt(server.substring(colon + 1))),
          (int) CONNECT.toMillis());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(uncapitalized(FailureText.of(e)));
    } catch (IllegalArgumentException e) {
      return Optional.of("the port must be 1 to 65535");
    }
  }

  private static String uncapitalized(String sentence) {
    return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }

  private static String innermost(Throwable failure) {
    Throwable last = failure;
    String message = FailureText.of(failure);
    while (last.getCause() != null) {
      last = last.getCause();
      if (last.getMessage() != null) {
        message = FailureText.of(last);
      }
    }
    return message;
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (kind.isInstance(t)) {
        return Optional.of(kind.cast(t));
      }
    }
    return Optional.empty();
  }
}
