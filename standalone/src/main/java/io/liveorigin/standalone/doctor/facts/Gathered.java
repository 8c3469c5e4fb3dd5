package io.liveorigin.standalone.doctor.facts;

/** The response of one part of the installation, or why there is none. */
public sealed interface Gathered<T> {
  /** The part responded. */
  record Known<T>(T value) implements Gathered<T> {}

  /**
   * The part did not respond, or not with what it was asked for.
   *
   * @param why a text that completes "cannot be checked: "
   */
  record Unknown<T>(String why) implements Gathered<T> {}

  static <T> Gathered<T> known(T value) {
    return new Known<>(value);
  }

  static <T> Gathered<T> unknown(String why) {
    return new Unknown<>(why);
  }
}
