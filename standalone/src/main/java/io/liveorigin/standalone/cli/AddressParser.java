package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.OriginException;
import picocli.CommandLine.TypeConversionException;

/** Parses events and segments as the user types them. */
final class AddressParser {
  private AddressParser() {}

  static EventId event(String text) {
    try {
      return EventId.parse(text);
    } catch (OriginException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** {@code tenant/event/representation/number}. */
  static SegmentAddress segment(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 0 || text.chars().filter(c -> c == '/').count() != 3) {
      throw new TypeConversionException(
          "a segment must be tenant/event/representation/number, but is '" + text + "'");
    }
    try {
      return new SegmentAddress(
          Track.parse(text.substring(0, slash)), Long.parseLong(text.substring(slash + 1)));
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "the number of a segment must be 0 to "
              + SegmentAddress.MAX_NUMBER
              + ", but is '"
              + text.substring(slash + 1)
              + "'");
    } catch (OriginException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
