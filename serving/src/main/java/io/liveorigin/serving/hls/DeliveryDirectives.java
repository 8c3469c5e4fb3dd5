package io.liveorigin.serving.hls;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The delivery directives of a request for a media playlist (RFC 8216bis, 6.2.5). Players send them
 * in any order; {@link #canonical} is the one form, so that a cache has one entry for each. Pure.
 *
 * @param mediaSequence {@code _HLS_msn}: the answer has that segment or a later one; saturated
 * @param skip {@code _HLS_skip}: old segments may be left out
 */
public record DeliveryDirectives(OptionalLong mediaSequence, boolean skip) {
  private static final String SEQUENCE = "_HLS_msn";
  private static final String PART = "_HLS_part";
  private static final String SKIP = "_HLS_skip";

  /** 4.2: a decimal integer has 1 to 20 digits. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");

  private static final int DIGITS_OF_LONG = 18;

  /** What a query asks for. */
  public sealed interface Query {
    record Valid(DeliveryDirectives directives) implements Query {}

    /** To be answered with 400; the text says what to write instead. */
    record Malformed(String detail) implements Query {}
  }

  /** What is to be done about a request. */
  public enum Answer {
    /** The list as it is, whole or as an update. */
    NOW,
    /** Wait until the list has {@link #mediaSequence}. */
    HOLD,
    /** 400: nobody waits for that (6.2.5.2). */
    TOO_FAR
  }

  /** How far ahead of the last segment a client may ask. */
  private static final int AHEAD = 2;

  /**
   * Reads a query; other parameters are passed over. Never throws, whatever the text.
   *
   * @param query as it was sent, without the question mark
   */
  public static Query parse(String query) {
    OptionalLong sequence = OptionalLong.empty();
    boolean skip = false;
    boolean skipSeen = false;
    boolean part = false;
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      switch (name) {
        case SEQUENCE -> {
          if (sequence.isPresent()) {
            return twice(SEQUENCE);
          }
          if (!NUMBER.matcher(value).matches()) {
            return new Query.Malformed(SEQUENCE + " must be 1 to 20 digits");
          }
          sequence = OptionalLong.of(number(value));
        }
        case PART -> {
          if (!NUMBER.matcher(value).matches()) {
            return new Query.Malformed(PART + " must be 1 to 20 digits");
          }
          part = true;
        }
        case SKIP -> {
          if (skipSeen) {
            return twice(SKIP);
          }
          skipSeen = true;
          // No update leaves date ranges out, so v2 is the same.
          skip = value.equals("YES") || value.equals("v2");
        }
        default -> {}
      }
    }
    return part && sequence.isEmpty()
        ? new Query.Malformed(PART + " must come with " + SEQUENCE)
        : new Query.Valid(new DeliveryDirectives(sequence, skip));
  }

  private static Query twice(String name) {
    return new Query.Malformed(name + " must be there once");
  }

  private static long number(String digits) {
    String plain = digits.replaceFirst("^0+(?=.)", "");
    return plain.length() > DIGITS_OF_LONG ? Long.MAX_VALUE : Long.parseLong(plain);
  }

  /**
   * Whether to answer now.
   *
   * @param last the last segment that is listed
   * @param ended whether no other will follow: then directives do not count
   */
  public Answer answer(long last, boolean ended) {
    if (ended || mediaSequence.isEmpty() || mediaSequence.getAsLong() <= last) {
      return Answer.NOW;
    }
    return mediaSequence.getAsLong() - AHEAD > last ? Answer.TOO_FAR : Answer.HOLD;
  }

  /** The query by which a cache should know the answer; empty where there are no directives. */
  public String canonical() {
    String sequence = mediaSequence.isPresent() ? SEQUENCE + "=" + mediaSequence.getAsLong() : "";
    String between = mediaSequence.isPresent() && skip ? "&" : "";
    return sequence + between + (skip ? SKIP + "=YES" : "");
  }
}
