package io.liveorigin.serving.response;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.event.LiveEvent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/** The object that a player requests next: {@code nor} of CMSD (CTA-5006). Pure. */
final class NextObject {
  private static final String UNRESERVED = "-._~";

  private NextObject() {}

  /**
   * The segment after this one, relative to it and percent-encoded (RFC 3986, section 2.1), as the
   * specification requires; empty after the last one of the event.
   *
   * @param path returns the path of a segment in the requested form
   */
  static Optional<String> after(
      LiveEvent event, SegmentAddress address, Function<SegmentAddress, String> path) {
    long next = address.number() + 1;
    if (next > event.schedule().lastNumber() || next > SegmentAddress.MAX_NUMBER) {
      return Optional.empty();
    }
    SegmentAddress following = new SegmentAddress(address.track(), next);
    return Optional.of(encoded(relative(path.apply(address), path.apply(following))));
  }

  /** The reference that leads from one path to the other (RFC 3986, section 5.2). */
  static String relative(String from, String to) {
    int common = 0;
    for (int i = 0; i < Math.min(from.length(), to.length()); i++) {
      if (from.charAt(i) != to.charAt(i)) {
        break;
      }
      if (from.charAt(i) == '/') {
        common = i + 1;
      }
    }
    long up = from.substring(common).chars().filter(c -> c == '/').count();
    return "../".repeat((int) up) + to.substring(common);
  }

  private static String encoded(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if ((c < 0x80 && Character.isLetterOrDigit(c)) || UNRESERVED.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append("%02X".formatted((int) c));
      }
    }
    return out.toString();
  }
}
