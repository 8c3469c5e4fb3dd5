package io.liveorigin.serving.cmcd;

/** The outcome of one line of a report. */
enum ViewOutcome {
  WRITTEN("written"),
  UNUSED("unused"),
  MALFORMED("malformed"),
  NO_SESSION("no-session"),
  NO_EVENT("no-event"),
  SESSION_RATE("session-rate"),
  EVENT_RATE("event-rate"),
  TENANT_RATE("tenant-rate"),
  NODE_RATE("node-rate"),
  SESSIONS("sessions"),
  BUSY("busy"),
  LOST("lost");

  private final String label;

  ViewOutcome(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
