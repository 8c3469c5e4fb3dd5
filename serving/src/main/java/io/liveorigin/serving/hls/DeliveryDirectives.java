package io.liveorigin.serving.hls;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The delivery directives of a request for a media playlist (RFC 8216bis, 6.2.5). Players send them
 * in any order; {@link #canonical} returns one form, so that a cache has one entry for each. Pure.
 *
 * @param mediaSequence {@code _HLS_msn}: the response has that segment or a later one; saturated
 * @param skip {@code _HLS_skip}: old segments may be left out
 */
public record DeliveryDirectives(OptionalLong mediaSequence, boolean skip) {
  private static final String SEQUENCE = "_HLS_msn";
  private static final String PART = "_HLS_part";
  private static final String SKIP = "_HLS_skip";

  /** A decimal integer has 1 to 20 digits (4.2). */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");

  private static final int DIGITS_OF_LONG = 18;

  /** The result of parsing a query. */
  public sealed interface Query {
    record Valid(DeliveryDirectives directives) implements Query {}

    /** The request is refused with 400; the text says what to write instead. */
    record Malformed(String detail) implements Query {}
  }

  /** How to respond to a request. */
  public enum Answer {
    /** Respond with the list as it is, whole or as a delta update. */
    NOW,
    /** Wait until the list has {@link #mediaSequence}. */
    HOLD,
    /** Refuse with 400: a request for a segment that far ahead is not held (6.2.5.2). */
    TOO_FAR
  }

  /** How many segments after the last one a client may request. */
  private static final int AHEAD = 2;

  /**
   * Parses a query. Other parameters are ignored. Never throws, whatever the text.
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
          // No delta update leaves date ranges out, so v2 means the same.
          skip = value.equals("YES") || value.equals("v2");
        }
        default -> {}
      }
    }
    return part && sequence.isEmpty()
        ? new Query.Malformed(PART + " requires " + SEQUENCE)
        : new Query.Valid(new DeliveryDirectives(sequence, skip));
  }

  private static Query twice(String name) {
    return new Query.Malformed(name + " must occur only once");
  }

  private static long number(String digits) {
    String plain = digits.replaceFirst("^0+(?=.)", "");
    return plain.length() > DIGITS_OF_LONG ? Long.MAX_VALUE : Long.parseLong(plain);
  }

  /**
   * Decides whether to respond now.
   *
   * @param last the last segment that is listed
   * @param ended whether no other segment will follow; directives are then ignored
   */
  public Answer answer(long last, boolean ended) {
    if (ended || mediaSequence.isEmpty() || mediaSequence.getAsLong() <= last) {
      return Answer.NOW;
    }
    return mediaSequence.getAsLong() - AHEAD > last ? Answer.TOO_FAR : Answer.HOLD;
  }

  /** The query under which a cache should store the response; empty if there are no directives. */
  public String canonical() {
    String sequence = mediaSequence.isPresent() ? SEQUENCE + "=" + mediaSequence.getAsLong() : "";
    String between = mediaSequence.isPresent() && skip ? "&" : "";
    return sequence + between + (skip ? SKIP + "=YES" : "");
  }
}
