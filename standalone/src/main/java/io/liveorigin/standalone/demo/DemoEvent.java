package io.liveorigin.standalone.demo;

import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationSource;
import io.liveorigin.packager.fault.FaultScript;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The event of the demo and its fault script: the files beside this class. */
final class DemoEvent {
  static final String PIPELINE_A = "a";
  static final String PIPELINE_B = "b";

  private DemoEvent() {}

  static EventDefinition definition() {
    return ControlJson.readOperatorEventYaml(resource("event.yaml"));
  }

  static FaultScript faults() {
    return FaultScript.parse(resource("faults.yaml"));
  }

  /** The notification for players from that number on. */
  static Notification programme(long from) {
    EventDefinition event = definition();
    String key = "programme";
    return new Notification(
        event.tenant(),
        event.event(),
        Notification.announcedId(key, from),
        key,
        "The demo",
        from,
        Optional.empty(),
        NotificationSource.OPERATOR,
        false);
  }

  private static byte[] resource(String name) {
    try (InputStream stream = DemoEvent.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new OriginException(ErrorCode.INTERNAL, name + " is not on the class path");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new OriginException(ErrorCode.INTERNAL, name + " cannot be read", e);
    }
  }
}
