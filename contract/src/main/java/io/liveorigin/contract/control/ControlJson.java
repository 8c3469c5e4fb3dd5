package io.liveorigin.contract.control;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.wire.WireJson;

/** Values of the {@code control} topic, and the same documents as operators write them. */
public final class ControlJson {
  private ControlJson() {}

  /** Reads an event definition from {@code control}. */
  public static EventDefinition readEvent(byte[] json) {
    return WireJson.read(json, EventDefinition.class);
  }

  /** Reads an event definition that an operator wrote in JSON. Unknown keys are refused. */
  public static EventDefinition readOperatorEvent(byte[] json) {
    return WireJson.readStrict(json, EventDefinition.class);
  }

  /** Reads an event definition that an operator wrote in YAML. Unknown keys are refused. */
  public static EventDefinition readOperatorEventYaml(byte[] yaml) {
    return WireJson.readStrictYaml(yaml, EventDefinition.class);
  }

  public static Mask readMask(byte[] json) {
    return WireJson.read(json, Mask.class);
  }

  /** Reads a mask that an operator wrote. Unknown keys are refused. */
  public static Mask readOperatorMask(byte[] json) {
    return WireJson.readStrict(json, Mask.class);
  }

  public static Invalidation readInvalidation(byte[] json) {
    return WireJson.read(json, Invalidation.class);
  }

  /** Reads an invalidation that an operator wrote. Unknown keys are refused. */
  public static Invalidation readOperatorInvalidation(byte[] json) {
    return WireJson.readStrict(json, Invalidation.class);
  }

  public static byte[] write(Invalidation invalidation) {
    return WireJson.write(invalidation);
  }

  /** Reads a notification of either source. */
  public static Notification readNotification(byte[] json) {
    return WireJson.read(json, Notification.class);
  }

  /** Reads a notification that an operator wrote. Unknown keys are refused. */
  public static Notification readOperatorNotification(byte[] json) {
    return WireJson.readStrict(json, Notification.class);
  }

  public static byte[] write(EventDefinition definition) {
    return WireJson.write(definition);
  }

  public static byte[] write(Mask mask) {
    return WireJson.write(mask);
  }

  public static byte[] write(Notification notification) {
    return WireJson.write(notification);
  }
}
