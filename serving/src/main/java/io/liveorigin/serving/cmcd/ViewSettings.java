package io.liveorigin.serving.cmcd;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;

/**
 * How much a node writes about sessions of viewers. Anyone can send reports, so each number is a
 * bound for what strangers can do. The constructor refuses bad values with a message that names the
 * key.
 *
 * @param sessionRate records of one session in a second
 * @param sessionBurst records of one session at once, after a pause
 * @param eventRate records of one event in a second
 * @param tenantRate records of one tenant in a second
 * @param nodeRate records of the node in a second
 * @param eventSessions sessions of one event that are followed at once
 * @param sessions sessions of the node that are followed at once
 * @param idleMillis a session that has sent nothing for so long is over
 * @param waitingBytes bytes of reports that wait for the thread that reads them
 */
public record ViewSettings(
    int sessionRate,
    int sessionBurst,
    int eventRate,
    int tenantRate,
    int nodeRate,
    int eventSessions,
    int sessions,
    long idleMillis,
    int waitingBytes) {

  public ViewSettings {
    require("sessionRate", sessionRate);
    require("sessionBurst", sessionBurst);
    require("eventRate", eventRate);
    require("tenantRate", tenantRate);
    require("nodeRate", nodeRate);
    require("eventSessions", eventSessions);
    require("sessions", sessions);
    require("idleMillis", idleMillis);
    require("waitingBytes", waitingBytes);
  }

  /** Some hundred viewers of an event completely, or more of them in part. */
  public static ViewSettings standard() {
    return new ViewSettings(5, 50, 300, 500, 1_000, 4_000, 8_000, 120_000, 4 * 1024 * 1024);
  }

  /** Sessions of one tenant that are followed at once: half of all, so that others have room. */
  int tenantSessions() {
    return Math.max(1, sessions / 2);
  }

  private static void require(String key, long value) {
    if (value < 1) {
      throw new OriginException(
          ErrorCode.INTERNAL, "views." + key + " must be at least 1, but is " + value);
    }
  }
}
