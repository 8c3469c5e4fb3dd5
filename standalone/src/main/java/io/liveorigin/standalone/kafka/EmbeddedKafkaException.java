package io.liveorigin.standalone.kafka;

/**
 * The embedded Kafka cannot do what was requested, could not start, or died. The message names the
 * value at fault and says what is allowed; it is meant for the user.
 */
public final class EmbeddedKafkaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EmbeddedKafkaException(String message) {
    super(message);
  }

  EmbeddedKafkaException(String message, Throwable cause) {
    super(message, cause);
  }
}
