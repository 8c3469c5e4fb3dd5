package io.liveorigin.standalone.kafka;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the faults after which Kafka cannot continue. Kafka's own handler halts the JVM, which
 * would end every other service of the process, and no message would reach the user. This handler
 * remembers the first fault and leaves the reaction to the owner. Safe for many threads.
 */
final class FatalFaults implements FaultHandlerFactory {
  private static final Logger LOG = LoggerFactory.getLogger(FatalFaults.class);

  private final CompletableFuture<EmbeddedKafkaException> first = new CompletableFuture<>();

  @Override
  public FaultHandler build(String name, boolean fatal, Runnable action) {
    if (!fatal) {
      return new LoggingFaultHandler(name, action);
    }
    return (message, cause) -> {
      action.run();
      return report(
          new EmbeddedKafkaException(
              "Kafka failed in " + name + ": " + message + because(cause), cause));
    };
  }

  /** Records {@code fault} if it is the first, and returns it. */
  EmbeddedKafkaException report(EmbeddedKafkaException fault) {
    if (first.complete(fault)) {
      LOG.error("the embedded Kafka cannot continue", fault);
    }
    return fault;
  }

  Optional<EmbeddedKafkaException> first() {
    return Optional.ofNullable(first.getNow(null));
  }

  /** Calls {@code action} with the first fault, at once if there has been one, at most once. */
  void whenFirst(Consumer<EmbeddedKafkaException> action) {
    CompletableFuture<Void> unused =
        first
            .thenAccept(action)
            .exceptionally(
                failure -> {
                  LOG.error("the owner of the embedded Kafka failed to handle its fault", failure);
                  return null;
                });
  }

  /**
   * Returns the messages of all causes, outermost first, because the informative one is not always
   * at the same depth.
   */
  static String because(Throwable cause) {
    StringBuilder messages = new StringBuilder();
    for (Throwable t = cause; t != null; t = t.getCause()) {
      String message = t.getMessage();
      if (message == null || message.isBlank()) {
        messages.append(": ").append(t.getClass().getSimpleName());
      } else if (t.getCause() == null || !message.equals(t.getCause().toString())) {
        messages.append(": ").append(message);
      }
    }
    return messages.toString();
  }
}
