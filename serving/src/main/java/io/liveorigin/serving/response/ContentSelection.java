package io.liveorigin.serving.response;

import io.liveorigin.contract.error.ErrorCode;
import java.util.Optional;

/** The part of the content that a request gets, determined before any byte is looked up. */
public sealed interface ContentSelection {
  /** All of the content, as for most requests. */
  ContentSelection WHOLE = new Bytes(new ByteRange.Whole());

  ContentSelection HEAD = new Head();

  /** A condition fails, or the range has no byte of the content. */
  record Refused(Refusal refusal) implements ContentSelection {}

  /** The client has the current content. */
  record NotModified() implements ContentSelection {}

  /** Only the head. */
  record Head() implements ContentSelection {}

  /** These bytes. */
  record Bytes(ByteRange range) implements ContentSelection {}

  /**
   * Applies the conditions, then the method, then the range (RFC 9110, section 13.2.2), which is
   * defined only for GET (section 14.2). Pure.
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
