package io.liveorigin.ingest.inspect;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.wire.DefectsField;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a packager says is wrong with its own segment.
 *
 * @param defects as declared; one {@link #UNREADABLE} where the field cannot be read
 * @param made whether it says anything that can be read, be it that nothing is wrong
 * @param notes what could not be read and why
 */
record DefectDeclaration(List<Defect> defects, boolean made, List<String> notes) {
  /** Stands for a declaration that nobody can read: something is wrong, we do not know what. */
  static final String UNREADABLE = "x-unreadable-declaration";

  private static final int MAX_TEXT = 128;

  /**
   * Reads the values of {@code Segment-Defects}. An unreadable one is no reason to lose the
   * segment: it is kept as a defect with its text.
   */
  static DefectDeclaration of(List<String> values) {
    // Several fields of one name are one list (RFC 9651, section 4.2); an empty one adds nothing.
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
