package io.liveorigin.contract.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** The position at which a parser failed. */
final class ParserPosition {
  private ParserPosition() {}

  /** Returns {@code "line 4, column 7: "}; an empty text if the position is not known. */
  static String of(JacksonException failure) {
    // Jackson gives the position of the last token that it read, which may be far above.
    Optional<Mark> mark = yaml(failure).map(MarkedYAMLException::getProblemMark);
    if (mark.isPresent()) {
      return text(mark.get().getLine() + 1, mark.get().getColumn() + 1);
    }
    JsonLocation at = failure.getLocation();
    return at == null || at.getLineNr() < 1 ? "" : text(at.getLineNr(), at.getColumnNr());
  }

  /** Returns the YAML parser's exception, if it is the failure or one of its causes. */
  static Optional<MarkedYAMLException> yaml(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof MarkedYAMLException marked) {
        return Optional.of(marked);
      }
    }
    return Optional.empty();
  }

  private static String text(int line, int column) {
    return "line " + line + ", column " + column + ": ";
  }
}
