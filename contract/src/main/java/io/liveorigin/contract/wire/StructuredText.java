package io.liveorigin.contract.wire;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.OuterList;
import org.greenbytes.http.sfv.Parameters;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.TokenItem;

/**
 * Structured-field lists of tokens with parameters (RFC 9651, section 3.1): the form of facts and
 * defects in record headers and of {@code Segment-Defects} in HTTP.
 */
final class StructuredText {
  /** One member of the list. Parameter values are Long, Boolean or String. */
  record Member(String token, Map<String, Object> parameters) {}

  private StructuredText() {}

  static String write(List<Member> members) {
    List<ListElement<?>> items = new ArrayList<>(members.size());
    for (Member member : members) {
      items.add(
          TokenItem.valueOf(member.token()).withParams(Parameters.valueOf(member.parameters())));
    }
    return OuterList.valueOf(items).serialize();
  }

  /**
   * Reads a list. Throws {@link ErrorCode#MALFORMED_HEADER}, and nothing else, whatever the text.
   */
  static List<Member> read(String text, MemberSplitter bounds) {
    List<Member> members = new ArrayList<>();
    try {
      for (String member : bounds.of(trim(text))) {
        if (!(Parser.parseItem(member) instanceof TokenItem token)) {
          throw notAToken();
        }
        members.add(new Member(token.get(), parameters(token.getParams())));
      }
    } catch (IllegalArgumentException e) {
      // The library's ParseException is a subclass.
      throw new OriginException(
          ErrorCode.MALFORMED_HEADER, "not a structured-field list: " + e.getMessage(), e);
    }
    return members;
  }

  static OriginException notAToken() {
    return new OriginException(
        ErrorCode.MALFORMED_HEADER, "each member must be a token with parameters");
  }

  /**
   * Removes the spaces around the field, which do not count (RFC 9651, section 4.2) and which the
   * library leaves.
   */
  private static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) == ' ') {
      start++;
    }
    while (end > start && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(start, end);
  }

  private static Map<String, Object> parameters(Parameters parameters) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, Item<?>> entry : parameters.entrySet()) {
      Item<?> item = entry.getValue();
      if (item instanceof IntegerItem integer) {
        values.put(entry.getKey(), integer.get());
      } else if (item.get() instanceof Boolean || item.get() instanceof String) {
        values.put(entry.getKey(), item.get());
      } else {
        throw new OriginException(
            ErrorCode.MALFORMED_HEADER,
            "parameter " + entry.getKey() + " must be an integer, a boolean, a token or a string");
      }
    }
    return values;
  }
}
