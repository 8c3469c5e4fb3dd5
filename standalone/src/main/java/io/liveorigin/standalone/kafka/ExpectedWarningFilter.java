package io.liveorigin.standalone.kafka;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Drops warnings that Kafka logs at ordinary starts and stops of a single node, and reports that
 * are duplicates; nothing else. Named in logback.xml; Logback instantiates it. Thread-safe.
 */
public final class ExpectedWarningFilter extends Filter<ILoggingEvent> {
  private static final String NOT_YET_CONTROLLER =
      "org.apache.kafka.common.errors.NotControllerException";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return isNoise(event) ? FilterReply.DENY : FilterReply.NEUTRAL;
  }

  private static boolean isNoise(ILoggingEvent event) {
    return switch (event.getLoggerName()) {
      // Says whether the metadata log is empty.
      case "org.apache.kafka.controller.QuorumController" ->
          event.getFormattedMessage().contains("Performing controller activation.");
      // The controller closes its registration channel twice as it stops.
      case "org.apache.kafka.clients.NetworkClient" ->
          event
              .getFormattedMessage()
              .contains("Attempting to close NetworkClient that has already been closed.");
      // The node may try to register just before its own controller is ready; it retries.
      case "kafka.server.ControllerApis" -> isCausedBy(event, NOT_YET_CONTROLLER);
      // Concerns the processors of global tables, which the origin does not have.
      case "org.apache.kafka.streams.StreamsConfig" ->
          event
              .getFormattedMessage()
              .startsWith("Processing exception handler is not enabled for the GlobalThread.");
      // The demo's directory is temporary on purpose.
      case "org.apache.kafka.streams.processor.internals.StateDirectory" ->
          event.getFormattedMessage().startsWith("Using an OS temp directory in the state.dir");
      // The exception that follows reports a port in use.
      case "io.javalin.Javalin" -> event.getFormattedMessage().equals("Failed to start Javalin");
      default -> false;
    };
  }

  private static boolean isCausedBy(ILoggingEvent event, String className) {
    for (IThrowableProxy t = event.getThrowableProxy(); t != null; t = t.getCause()) {
      if (t.getClassName().equals(className)) {
        return true;
      }
    }
    return false;
  }
}
