package io.liveorigin.serving.support.fields;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A parsed structured field value (RFC 9651, section 3). */
public sealed interface FieldValue {
  /** A member of a list or dictionary: an item or an inner list. */
  sealed interface Member extends FieldValue {
    Map<String, Bare> parameters();
  }

  record Item(Bare value, Map<String, Bare> parameters) implements Member {}

  record InnerList(List<Item> items, Map<String, Bare> parameters) implements Member {}

  /** What an item is without its parameters. */
  sealed interface Bare {}

  record IntegerValue(long value) implements Bare {}

  record DecimalValue(BigDecimal value) implements Bare {}

  record StringValue(String value) implements Bare {}

  record TokenValue(String value) implements Bare {}

  record BytesValue(String base64) implements Bare {}

  record BooleanValue(boolean value) implements Bare {}

  record DateValue(long epochSeconds) implements Bare {}

  record DisplayStringValue(String value) implements Bare {}

  static Bare of(long value) {
    return new IntegerValue(value);
  }

  static Bare of(String value) {
    return new StringValue(value);
  }

  static Bare of(boolean value) {
    return new BooleanValue(value);
  }

  static Bare token(String value) {
    return new TokenValue(value);
  }
}
