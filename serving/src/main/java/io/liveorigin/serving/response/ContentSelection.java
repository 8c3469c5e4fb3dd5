package io.liveorigin.serving.response;

import io.liveorigin.contract.error.ErrorCode;
import java.util.Optional;

/** What a request gets of the content that it asks for, before any byte is looked for. */
public sealed interface ContentSelection {
  /** All of it, which most requests get. */
  ContentSelection WHOLE = new Bytes(new ByteRange.Whole());

  ContentSelection HEAD = new Head();

  /** A condition fails, or no byte is in the range. */
  record Refused(Refusal refusal) implements ContentSelection {}

  /** The client has it. */
  record NotModified() implements ContentSelection {}

  /** The head alone. */
  record Head() implements ContentSelection {}

  /** These bytes. */
  record Bytes(ByteRange range) implements ContentSelection {}

  /**
   * The rule (RFC 9110, section 13.2.2): conditions, then the method, then the range, which is
   * defined for GET alone (section 14.2). Pure.
   *
   * @param now epoch seconds
   */
  static ContentSelection of(ContentRequest asked, Content content, long now) {
    switch (asked.conditions().evaluate(content.etag(), content.modified(now), now)) {
      case FAILED -> {
        return new Refused(
            Refusal.of(
                ErrorCode.PRECONDITION_FAILED,
                "the entity tag is " + content.etag(),
                CachePolicy.NO_STORE));
      }
      case NOT_MODIFIED -> {
        return new NotModified();
      }
      case PROCEED -> {
        return asked.head() ? HEAD : range(asked, content, now);
      }
    }
    throw new IllegalStateException("every verdict returns");
  }

  private static ContentSelection range(ContentRequest asked, Content content, long now) {
    if (asked.range().isEmpty()) {
      return WHOLE;
    }
    Optional<String> wanted =
        Preconditions.rangeApplies(asked.ifRange(), content.etag(), content.modified(now), now)
            ? asked.range()
            : Optional.empty();
    ByteRange range = RangeField.read(wanted, content.size());
    return range instanceof ByteRange.Unsatisfiable unsatisfiable
        ? new Refused(
            Refusal.of(
                    ErrorCode.RANGE_NOT_SATISFIABLE,
                    "the size is " + content.size(),
                    CachePolicy.NO_STORE)
                .with(FieldNames.CONTENT_RANGE, unsatisfiable.contentRange(content.size())))
        : new Bytes(range);
  }
}
