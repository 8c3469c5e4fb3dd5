package io.liveorigin.ingest.inspect;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.wire.DefectsField;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The defects that a packager declares for its own segment.
 *
 * @param defects as declared; one {@link #UNREADABLE} if the field cannot be parsed
 * @param made whether there is a declaration that can be parsed, which may say that there is no
 *     defect
 * @param notes reasons why a declaration could not be parsed
 */
record DefectDeclaration(List<Defect> defects, boolean made, List<String> notes) {
  /**
   * Stands for a declaration that cannot be parsed: there is a defect, but it is not known which
   * one.
   */
  static final String UNREADABLE = "x-unreadable-declaration";

  private static final int MAX_TEXT = 128;

  /**
   * Parses the values of {@code Segment-Defects}. A value that cannot be parsed is no reason to
   * lose the segment: it becomes a defect that has its text.
   */
  static DefectDeclaration of(List<String> values) {
    // Several field lines with one name form one list (RFC 9651, section 4.2); an empty one adds
    // nothing.
    String text = values.stream().filter(v -> !v.isBlank()).collect(Collectors.joining(", "));
    try {
      return new DefectDeclaration(DefectsField.readDeclared(text), !values.isEmpty(), List.of());
    } catch (OriginException e) {
      Defect unreadable =
          new Defect(UNREADABLE, Map.of("text", printable(text)), DefectSource.PACKAGER);
      return new DefectDeclaration(
          List.of(unreadable),
          false,
          List.of(DefectsField.HTTP_NAME + " cannot be read: " + e.getMessage()));
    }
  }

  private static String printable(String text) {
    StringBuilder out = new StringBuilder();
    text.chars().limit(MAX_TEXT).forEach(c -> out.append(c >= 0x20 && c < 0x7f ? (char) c : '?'));
    return out.toString();
  }
}
