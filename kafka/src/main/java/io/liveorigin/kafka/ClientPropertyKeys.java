package io.liveorigin.kafka;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/**
 * The keys that a file of Kafka client properties may have: those that every kind of client knows,
 * except the ones that the origin sets. Pure.
 */
final class ClientPropertyKeys {
  private static final String PROMISE = "acknowledged segments could otherwise be lost";
  private static final String READING =
      "the origin decides for each topic where to start and what to read";

  /** Reasons why the origin sets a key itself, for the keys with a particular reason. */
  private static final Map<String, String> OWN =
      Map.ofEntries(
          Map.entry("bootstrap.servers", "use --kafka to name the brokers"),
          Map.entry("client.id", "each client has its own name, on which quotas depend"),
          Map.entry("acks", PROMISE),
          Map.entry("enable.idempotence", PROMISE),
          Map.entry("retries", PROMISE),
          Map.entry("max.in.flight.requests.per.connection", PROMISE),
          Map.entry(
              "transactional.id", "all writers of the topic control share one (docs/topics.md)"),
          Map.entry("isolation.level", READING),
          Map.entry("auto.offset.reset", READING),
          Map.entry("enable.auto.commit", READING),
          Map.entry("group.id", "--cell determines the group"),
          Map.entry("group.instance.id", "--cell and --node determine the member"),
          Map.entry("key.serializer", "the formats of records are fixed (docs/topics.md)"),
          Map.entry("value.serializer", "the formats of records are fixed (docs/topics.md)"),
          Map.entry("key.deserializer", "the formats of records are fixed (docs/topics.md)"),
          Map.entry("value.deserializer", "the formats of records are fixed (docs/topics.md)"),
          Map.entry("partitioner.class", "the track determines the partition"));

  private static final String MEASURED = "its value is based on measurements (docs/kafka.md)";

  /** Keys that every client knows and that the origin sets for some or all clients. */
  private static final Set<String> OWN_OF_ALL =
      Set.of(
          "bootstrap.servers",
          "client.id",
          "metadata.max.age.ms",
          "receive.buffer.bytes",
          "send.buffer.bytes",
          "reconnect.backoff.max.ms",
          "request.timeout.ms");

  private static final int NEAR = 3;

  private ClientPropertyKeys() {}

  /** Returns the keys that a file may have. */
  static Set<String> allowed() {
    Set<String> allowed = new TreeSet<>(AdminClientConfig.configNames());
    allowed.retainAll(ProducerConfig.configNames());
    allowed.retainAll(ConsumerConfig.configNames());
    allowed.removeAll(OWN_OF_ALL);
    return allowed;
  }

  /** Returns Kafka's own definition of an allowed key. */
  static ConfigKey definition(String key) {
    return AdminClientConfig.configDef().configKeys().get(key);
  }

  /** Returns what is wrong with a key and what to do instead, or empty if the key is allowed. */
  static Optional<String> refusal(String key) {
    if (allowed().contains(key)) {
      return Optional.empty();
    }
    if (known().contains(key)) {
      return Optional.of(
          "is set by the origin and cannot be changed: " + OWN.getOrDefault(key, MEASURED));
    }
    if (key.matches("(producer|consumer|admin|main\\.consumer|restore\\.consumer)\\..+")) {
      return Optional.of(
          "has a prefix, but the properties apply to every client; remove the prefix");
    }
    return Optional.of(
        "is not a setting that every Kafka client knows"
            + nearest(key).map(near -> "; write " + near + " instead").orElse("; remove it"));
  }

  private static Set<String> known() {
    Set<String> known = new HashSet<>(AdminClientConfig.configNames());
    known.addAll(ProducerConfig.configNames());
    known.addAll(ConsumerConfig.configNames());
    return known;
  }

  private static Optional<String> nearest(String key) {
    return nearest(key, allowed());
  }

  private static Optional<String> nearest(String key, Collection<String> names) {
    String best = "";
    int least = NEAR + 1;
    for (String name : names) {
      int distance = distance(key, name);
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** Returns the Levenshtein distance: the number of letters to insert, delete or replace. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
