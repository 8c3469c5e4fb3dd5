package io.liveorigin.contract.notification;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parameters;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.StringItem;
import org.greenbytes.http.sfv.TokenItem;

/**
 * The header field {@code Event-Notifications}: a structured-field dictionary (RFC 9651, section
 * 3.2) of the notifications in force, for example {@code ad-break="start";from=900000123,
 * programme="News";from=900000001}. The library quotes and escapes; {@link Notification} has
 * refused values that it could not write.
 */
public final class NotificationsField {
  /** The name of the header field, in the PUT of a segment and in the response to a GET. */
  public static final String HTTP_NAME = "Event-Notifications";

  /** The largest length of the field in a response, in characters. */
  public static final int MAX_LENGTH = 4096;

  /** The separator between members, as the library writes it. */
  static final String SEPARATOR = ", ";

  private static final int MAX_ANNOUNCED_LENGTH = 2048;
  private static final int MAX_ANNOUNCED = 16;
  private static final int MAX_PARAMETERS = 64;
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String FOR = "for";

  private NotificationsField() {}

  /**
   * Writes the notifications in their order, each with its {@code from} and its {@code to}, if it
   * has one. The keys must differ.
   */
  public static String write(List<Notification> inForce) {
    Map<String, ListElement<? extends Object>> members = new LinkedHashMap<>();
    for (Notification notification : inForce) {
      Map<String, Object> parameters = new LinkedHashMap<>();
      parameters.put(FROM, notification.from());
      notification.to().ifPresent(to -> parameters.put(TO, to));
      members.put(
          notification.key(),
          StringItem.valueOf(notification.value()).withParams(Parameters.valueOf(parameters)));
    }
    return Dictionary.valueOf(members).serialize();
  }

  /** The number of characters that one member takes in the field. */
  static int memberLength(Notification notification) {
    return write(List.of(notification)).length();
  }

  /**
   * Writes the notifications within {@link #MAX_LENGTH}; empty if there are none. Publication keeps
   * that bound, but two may be published at once, and a revocation may uncover an earlier one. In
   * that case, those that began first are left out.
   */
  static Optional<String> bounded(List<Notification> inForce) {
    List<Notification> kept = new ArrayList<>(inForce);
    String text = write(kept);
    while (text.length() > MAX_LENGTH) {
      kept.remove(kept.stream().min(Comparator.comparingLong(Notification::from)).orElseThrow());
      text = write(kept);
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /**
   * Reads the notifications that a packager sent with a segment. A member's value is a string or a
   * token. It is in force from the segment's number on, or from {@code from}, which must not be
   * lower. It lasts to {@code to}, or for as many segments as {@code for} says, or without end.
   * Throws {@link ErrorCode#MALFORMED_HEADER} or {@link ErrorCode#INVALID_NOTIFICATION}, and
   * nothing else, whatever the text.
   *
   * @param number the number of the segment with which it came
   */
  public static List<Notification> readAnnounced(String text, EventId event, long number) {
    if (text.length() > MAX_ANNOUNCED_LENGTH) {
      throw malformed(
          "must have at most " + MAX_ANNOUNCED_LENGTH + " characters, but has " + text.length());
    }
    requireFew(text);
    Map<String, ListElement<? extends Object>> members;
    try {
      members = Parser.parseDictionary(text.strip()).get();
    } catch (IllegalArgumentException e) {
      // The library's ParseException is a subclass.
      throw malformed("is not a structured-field dictionary: " + e.getMessage());
    }
    List<Notification> announced = new ArrayList<>(members.size());
    members.forEach((key, member) -> announced.add(announced(event, key, member, number)));
    return announced;
  }

  /**
   * Limits the number of members before parsing, because the library copies the rest of the field
   * with every member.
   */
  private static void requireFew(String text) {
    int members = 1;
    int parameters = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted) {
        i += c == '\\' ? 1 : 0;
      } else if (c == ',') {
        members++;
      } else if (c == ';') {
        parameters++;
      }
    }
    if (members > MAX_ANNOUNCED || parameters > MAX_PARAMETERS) {
      throw malformed(
          "must have at most " + MAX_ANNOUNCED + " keys and " + MAX_PARAMETERS + " parameters");
    }
  }

  private static Notification announced(
      EventId event, String key, ListElement<? extends Object> member, long number) {
    String value;
    if (member instanceof StringItem string) {
      value = string.get();
    } else if (member instanceof TokenItem token) {
      value = token.get();
    } else {
      throw malformed("must have a string or a token as the value of " + key);
    }
    Parameters parameters = member.getParams();
    long from = integer(key, parameters, FROM).orElse(number);
    if (from < number) {
      throw malformed(
          "must have no 'from' below "
              + number
              + ", the segment's number, but "
              + key
              + " has "
              + from);
    }
    Optional<Long> to = integer(key, parameters, TO);
    Optional<Long> length = integer(key, parameters, FOR);
    if (length.isPresent()) {
      if (to.isPresent() || length.get() < 1) {
        throw malformed("must have either 'to' or a positive 'for' with " + key);
      }
      to = Optional.of(from + length.get() - 1);
    }
    return Notification.announced(event, key, value, from, to);
  }

  private static Optional<Long> integer(String key, Parameters parameters, String name) {
    if (!parameters.containsKey(name)) {
      return Optional.empty();
    }
    if (parameters.get(name) instanceof IntegerItem integer) {
      return Optional.of(integer.get());
    }
    throw malformed("must have an integer as '" + name + "' of " + key);
  }

  private static OriginException malformed(String rule) {
    return new OriginException(ErrorCode.MALFORMED_HEADER, HTTP_NAME + " " + rule);
  }
}
