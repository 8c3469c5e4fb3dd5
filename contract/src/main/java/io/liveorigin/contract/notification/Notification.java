package io.liveorigin.contract.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A state of an event from a number on: a break for advertising, the name of a programme. {@link
 * NotificationTimeline} computes which notifications are in force at a number. The constructor
 * refuses values that the header field could not carry, with {@link
 * ErrorCode#INVALID_NOTIFICATION}.
 *
 * @param tenant owner
 * @param event event
 * @param id name of the notification within the event
 * @param key its subject; a key of a structured field (RFC 9651, section 3.1.2) without *
 * @param value the state; at most 256 printable ASCII characters, as in a String of a structured
 *     field (section 3.3.3)
 * @param from first segment number, inclusive
 * @param to last segment number, inclusive; if absent, it lasts until another of the same key is in
 *     force
 * @param source who published it
 * @param revoked whether an operator took it back; it is kept so that a late packager cannot repeat
 *     it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Notification(
    String tenant,
    String event,
    String id,
    String key,
    String value,
    long from,
    Optional<Long> to,
    NotificationSource source,
    Boolean revoked) {

  /**
   * The largest length of a key, so that {@code key.from} is always a name of at most 64
   * characters.
   */
  public static final int MAX_KEY = 48;

  public static final int MAX_VALUE = 256;

  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_.-]{0," + (MAX_KEY - 1) + "}");
  private static final Pattern ANNOUNCED_ID = Pattern.compile(".+\\.([0-9]{1,13})");
  private static final char FIRST_PRINTABLE = 0x20;
  private static final char LAST_PRINTABLE = 0x7e;

  public Notification {
    requireName("tenant", tenant);
    requireName("event", event);
    requireName("id", id);
    if (key == null || !KEY.matcher(key).matches()) {
      throw invalid(
          "key must be 1 to " + MAX_KEY + " of a-z 0-9 _ . - and start with a letter, but is ",
          key);
    }
    requireValue(value);
    to = to == null ? Optional.empty() : to;
    if (from < 0
        || from > SegmentAddress.MAX_NUMBER
        || to.orElse(from) < from
        || to.orElse(from) > SegmentAddress.MAX_NUMBER) {
      throw new OriginException(
          ErrorCode.INVALID_NOTIFICATION,
          "from and to must be 0 <= from <= to <= "
              + SegmentAddress.MAX_NUMBER
              + ", but are "
              + from
              + " and "
              + to.map(String::valueOf).orElse("absent"));
    }
    source = source == null ? NotificationSource.OPERATOR : source;
    revoked = revoked == null ? Boolean.FALSE : revoked;
    if (revoked && source != NotificationSource.OPERATOR) {
      throw new OriginException(
          ErrorCode.INVALID_NOTIFICATION, "revoked must be false if source is packager");
    }
  }

  /** Creates the notification that a packager announces. Its id follows from key and number. */
  public static Notification announced(
      EventId event, String key, String value, long from, Optional<Long> to) {
    // With an invalid key, the id would be refused first, and not the key.
    String id = key != null && KEY.matcher(key).matches() ? announcedId(key, from) : "x";
    return new Notification(
        event.tenant(),
        event.event(),
        id,
        key,
        value,
        from,
        to,
        NotificationSource.PACKAGER,
        Boolean.FALSE);
  }

  /** The id under which packagers announce a key from a number on. */
  public static String announcedId(String key, long from) {
    return key + "." + from;
  }

  /** Returns whether packagers would announce this key from this number under the same id. */
  public boolean announceable() {
    return id.equals(announcedId(key, from));
  }

  /** Returns the operator's revocation of this notification, whoever published it. */
  public Notification revocation() {
    return new Notification(
        tenant, event, id, key, value, from, to, NotificationSource.OPERATOR, Boolean.TRUE);
  }

  public EventId eventId() {
    return new EventId(tenant, event);
  }

  /** The last number at which it can be in force. */
  public long last() {
    return to.orElse(Long.MAX_VALUE);
  }

  /**
   * The largest number with which a packager may still announce this: {@code from}, or the number
   * in the id if an operator used the id of an announcement for something else.
   */
  long lastAnnounced() {
    Matcher matcher = ANNOUNCED_ID.matcher(id);
    return matcher.matches() ? Math.max(from, Long.parseLong(matcher.group(1))) : from;
  }

  public boolean covers(long number) {
    return from <= number && number <= last();
  }

  private static void requireName(String name, String value) {
    if (value == null || !NameRules.isName(value)) {
      throw invalid(
          name + " must be 1 to 64 of A-Z a-z 0-9 . _ - and start with a letter or digit, but is ",
          value);
    }
  }

  private static void requireValue(String value) {
    if (value == null || value.length() > MAX_VALUE) {
      throw new OriginException(
          ErrorCode.INVALID_NOTIFICATION,
          "value must have at most "
              + MAX_VALUE
              + " printable ASCII characters, but "
              + (value == null ? "is absent" : "has " + value.length()));
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < FIRST_PRINTABLE || c > LAST_PRINTABLE) {
        throw new OriginException(
            ErrorCode.INVALID_NOTIFICATION,
            ("value must contain printable ASCII characters only, but has U+%04X at %d;"
                    + " percent-encode other characters, for example U+00E9 as %%C3%%A9")
                .formatted((int) c, i));
      }
    }
  }

  private static OriginException invalid(String rule, String value) {
    return new OriginException(ErrorCode.INVALID_NOTIFICATION, rule + "'" + value + "'");
  }
}
