package io.liveorigin.contract.control;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.wire.Json;

/** Values of the {@code control} topic, and the same documents as operators write them. */
public final class ControlJson {
  private ControlJson() {}

  /** An event definition from {@code control}. */
  public static EventDefinition readEvent(byte[] json) {
    return Json.read(json, EventDefinition.class);
  }

  /** An event definition as an operator wrote it in JSON: unknown keys are refused. */
  public static EventDefinition readOperatorEvent(byte[] json) {
    return Json.readStrict(json, EventDefinition.class);
  }

  /** An event definition as an operator wrote it in YAML: unknown keys are refused. */
  public static EventDefinition readOperatorEventYaml(byte[] yaml) {
    return Json.readStrictYaml(yaml, EventDefinition.class);
  }

  public static Mask readMask(byte[] json) {
    return Json.read(json, Mask.class);
  }

  /** A mask as an operator wrote it: unknown keys are refused. */
  public static Mask readOperatorMask(byte[] json) {
    return Json.readStrict(json, Mask.class);
  }

  public static Invalidation readInvalidation(byte[] json) {
    return Json.read(json, Invalidation.class);
  }

  /** An invalidation as an operator wrote it: unknown keys are refused. */
  public static Invalidation readOperatorInvalidation(byte[] json) {
    return Json.readStrict(json, Invalidation.class);
  }

  public static byte[] write(Invalidation invalidation) {
    return Json.write(invalidation);
  }

  /** A notification of either source. */
  public static Notification readNotification(byte[] json) {
    return Json.read(json, Notification.class);
  }

  /** A notification as an operator wrote it: unknown keys are refused. */
  public static Notification readOperatorNotification(byte[] json) {
    return Json.readStrict(json, Notification.class);
  }

  public static byte[] write(EventDefinition definition) {
    return Json.write(definition);
  }

  public static byte[] write(Mask mask) {
    return Json.write(mask);
  }

  public static byte[] write(Notification notification) {
    return Json.write(notification);
  }
}
