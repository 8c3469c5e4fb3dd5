package io.liveorigin.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.testing.Bounds;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.TokenItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberSplitterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "late                      | late",
        "late ,\tlate;a            | late/late;a",
        "x-a;b=\"c, \\\", d\",late | x-a;b=\"c, \\\", d\"/late",
        "x-a;b=\"(;\\\\\", late    | x-a;b=\"(;\\\\\"/late",
        "late,,late                | late//late",
        "late,                     | late/"
      })
  void cutsAtCommasOutsideOfStrings(String text, String members) {
    assertThat(String.join("/", MemberSplitter.DECLARED.of(text))).isEqualTo(members);
  }

  @Test
  void anEmptyFieldHasNoMembers() {
    assertThat(MemberSplitter.DECLARED.of("")).isEmpty();
  }

  @Provide
  Arbitrary<String> fields() {
    return Arbitraries.of(
            "late",
            ",",
            ";",
            "=",
            "\"",
            "\\",
            " ",
            "\t",
            "a",
            "1",
            "(",
            ")",
            ":",
            "%",
            "?0",
            "\"a\"",
            "late;a=1,")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  /** The library reads a whole list in the same way, only at a higher cost. */
  @Property(tries = 20_000)
  void readsWhatTheLibraryReads(@ForAll("fields") String text) {
    assertThat(ours(text)).isEqualTo(librarys(text));
  }

  private static Optional<List<String>> ours(String text) {
    try {
      return Optional.of(
          StructuredText.read(text, MemberSplitter.DECLARED).stream()
              .map(m -> m.token() + m.parameters().keySet())
              .toList());
    } catch (OriginException e) {
      return Optional.empty();
    }
  }

  private static Optional<List<String>> librarys(String text) {
    try {
      List<? extends ListElement<?>> list = Parser.parseList(text.replaceAll("^ +| +$", "")).get();
      boolean tokens =
          list.stream()
              .allMatch(
                  e ->
                      e instanceof TokenItem
                          && e.getParams().values().stream()
                              .noneMatch(p -> p.serialize().startsWith(":")));
      return tokens
          ? Optional.of(
              list.stream().map(e -> ((TokenItem) e).get() + e.getParams().keySet()).toList())
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Test
  void boundsAreTold() {
    assertRefused("x".repeat(4097), "a structured-field list must have at most 4096 characters");
    assertRefused("late,".repeat(64) + "late", "must have at most 64 members");
    assertRefused("late" + ";a".repeat(129), "must have at most 128 parameters");
    assertThatCode(() -> MemberSplitter.DECLARED.of("late,".repeat(63) + "late" + ";a".repeat(128)))
        .doesNotThrowAnyException();
  }

  /** A declaration of the largest permitted size can still be read after ingest has added to it. */
  @Test
  void whatIsDeclaredCanBeRecorded() {
    String declared =
        "late" + ";a=\"b\"".repeat(97) + (",x-" + "c".repeat(62) + ";d=\"e\"").repeat(31);
    String recorded = DefectsField.write(DefectsField.readDeclared(declared));
    assertThat(DefectsField.read(recorded))
        .hasSize(32)
        .allMatch(defect -> defect.source() == DefectSource.PACKAGER);
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> DefectsField.readDeclared(text))
        .isInstanceOfSatisfying(
            OriginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_HEADER))
        .hasMessageContaining(message);
  }

  /**
   * 16 KiB of each: the most that a listener lets through. One of them once took 67 MB of garbage.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {"a,", "late;a=1,", "(a),", "(", "(a ", ";a", "late;a=\"b\",", "\"a\",", "a ", "a"})
  void noFieldIsDear(String part) {
    String text = part.repeat(16 * 1024 / part.length());
    for (String field : List.of(text, text.substring(0, 4000), "late;a=\"" + text)) {
      Bounds.FIELDS.assertKept(
          field.length(), () -> attempt(() -> DefectsField.readDeclared(field)));
      Bounds.FIELDS.assertKept(field.length(), () -> attempt(() -> DefectsField.read(field)));
      Bounds.FIELDS.assertKept(field.length(), () -> attempt(() -> FactsField.read(field)));
    }
  }

  private static Object attempt(Supplier<Object> reading) {
    try {
      return reading.get();
    } catch (OriginException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_HEADER);
      return e;
    }
  }
}
