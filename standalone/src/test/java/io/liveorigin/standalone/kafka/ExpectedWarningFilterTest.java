package io.liveorigin.standalone.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.junit.jupiter.api.Test;

class ExpectedWarningFilterTest {
  private static final String CLIENT = "org.apache.kafka.clients.NetworkClient";
  private static final String CONTROLLER = "kafka.server.ControllerApis";
  private static final String CLOSED =
      "Attempting to close NetworkClient that has already been closed.";

  @Test
  void onlyTheKnownMessageOfTheKnownLoggerIsDropped() {
    assertThat(decide(CLIENT, "[name=registration] " + CLOSED)).isEqualTo(FilterReply.DENY);
    assertThat(decide(CLIENT, "Connection to node -1 could not be established."))
        .isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide("kafka.server.BrokerServer", CLOSED)).isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void ofTheControllerOnlyTheFaultThatItIsNotReadyYetIsDropped() {
    Throwable notYet = new CompletionException(new NotControllerException("not yet"));
    Throwable other = new CompletionException(new UnknownServerException("other"));
    assertThat(decide(CONTROLLER, "Unexpected error", notYet)).isEqualTo(FilterReply.DENY);
    assertThat(decide(CONTROLLER, "Unexpected error", other)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide(CONTROLLER, "Unexpected error")).isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void ofStreamsOnlyTheTwoWarningsOfEveryDemoAreDropped() {
    String config = "org.apache.kafka.streams.StreamsConfig";
    String directory = "org.apache.kafka.streams.processor.internals.StateDirectory";
    assertThat(
            decide(
                config,
                "Processing exception handler is not enabled for the GlobalThread. It's"
                    + " recommended to set it"))
        .isEqualTo(FilterReply.DENY);
    assertThat(decide(config, "Unexpected user-specified config")).isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide(directory, "Using an OS temp directory in the state.dir property can cause"))
        .isEqualTo(FilterReply.DENY);
    assertThat(decide(directory, "Failed to delete state store directory"))
        .isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void ofJavalinOnlyWhatTheExceptionSaysIsDropped() {
    assertThat(decide("io.javalin.Javalin", "Failed to start Javalin")).isEqualTo(FilterReply.DENY);
    assertThat(decide("io.javalin.Javalin", "Uncaught exception")).isEqualTo(FilterReply.NEUTRAL);
  }

  private static FilterReply decide(String logger, String message) {
    return decide(logger, message, null);
  }

  private static FilterReply decide(String logger, String message, Throwable thrown) {
    LoggingEvent event =
        new LoggingEvent(
            "", new LoggerContext().getLogger(logger), Level.WARN, message, thrown, new Object[0]);
    return new ExpectedWarningFilter().decide(event);
  }
}
