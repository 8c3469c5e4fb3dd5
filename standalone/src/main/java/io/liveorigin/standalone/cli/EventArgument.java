package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.EventId;
import picocli.CommandLine.Parameters;

/** The event that a command is about. */
final class EventArgument {
  @Parameters(paramLabel = "TENANT/EVENT", description = "The event.")
  private EventId id;

  EventId id() {
    return id;
  }
}
