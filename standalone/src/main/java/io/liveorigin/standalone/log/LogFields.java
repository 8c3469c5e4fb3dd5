package io.liveorigin.standalone.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.EventId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.event.KeyValuePair;

/**
 * The fields of a line that a machine searches for. {@code segment}, {@code event} and {@code
 * tenant} are taken from the arguments of the message: the first address and the first event. A
 * call adds others, for example {@code pipeline}, as key-value pairs.
 */
final class LogFields {
  private LogFields() {}

  /** Returns the fields by name, in the order in which they are written. */
  static Map<String, String> of(ILoggingEvent event) {
    Map<String, String> fields = new LinkedHashMap<>();
    Object[] arguments = Objects.requireNonNullElse(event.getArgumentArray(), new Object[0]);
    for (Object argument : arguments) {
      if (argument instanceof Address address) {
        fields.putIfAbsent("segment", address.toString());
        putEvent(fields, address.track().event());
      } else if (argument instanceof EventId id) {
        putEvent(fields, id);
      }
    }
    List<KeyValuePair> pairs = Objects.requireNonNullElse(event.getKeyValuePairs(), List.of());
    pairs.forEach(pair -> fields.put(pair.key, String.valueOf(pair.value)));
    return fields;
  }

  private static void putEvent(Map<String, String> fields, EventId id) {
    fields.putIfAbsent("event", id.toString());
    fields.putIfAbsent("tenant", id.tenant());
  }
}
