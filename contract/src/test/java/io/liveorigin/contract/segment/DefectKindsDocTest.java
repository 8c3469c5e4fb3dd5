package io.liveorigin.contract.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of defect kinds in the documents have each kind once, with its severity. */
class DefectKindsDocTest {
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  private static List<String[]> table(String document, String header) throws IOException {
    List<String> lines =
        Files.readAllLines(
            Path.of(System.getProperty("basedir", "."), "..", "docs").resolve(document));
    assertThat(lines).as(document).containsOnlyOnce(header);
    return lines.stream()
        .skip(lines.indexOf(header) + 2L)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.substring(1).trim().split(" *\\| *", 3))
        .toList();
  }

  /** {@code x-*} in the documents, because the wire name of {@code CUSTOM} is in no record. */
  private static String documented(DefectKind kind) {
    return kind == DefectKind.CUSTOM ? "x-*" : kind.wire();
  }

  private static List<String> everyKind() {
    return Arrays.stream(DefectKind.values())
        .map(kind -> documented(kind) + " " + kind.severity())
        .toList();
  }

  private static Stream<String> quoted(String cell) {
    return QUOTED.matcher(cell).results().map(kind -> kind.group(1));
  }

  @Test
  void theTableOfTheTopicHasEachKindOnce() throws IOException {
    List<String> kinds =
        table("topics.md", "| kind | severity | parameters | meaning |").stream()
            .flatMap(row -> quoted(row[0]).map(kind -> kind + " " + row[1]))
            .toList();
    assertThat(kinds).containsExactlyInAnyOrderElementsOf(everyKind());
  }

  @Test
  void theTableOfSeveritiesHasEachKindOnce() throws IOException {
    List<String> kinds =
        table("selection.md", "| severity | kinds |").stream()
            .flatMap(row -> quoted(row[1]).map(kind -> kind + " " + row[0]))
            .toList();
    assertThat(kinds).containsExactlyInAnyOrderElementsOf(everyKind());
  }

  /** Those that say how some of the kinds are found. */
  @Test
  void theOtherTablesHaveNoKindTwiceAndNoneThatDoesNotExist() throws IOException {
    List<String> all = Arrays.stream(DefectKind.values()).map(DefectKind::wire).toList();
    for (List<String[]> table :
        List.of(
            table("inspection.md", "| kind | when | parameters |"),
            table("selection.md", "| kind | when |"))) {
      List<String> kinds = table.stream().flatMap(row -> quoted(row[0])).toList();
      assertThat(kinds).isNotEmpty().doesNotHaveDuplicates().isSubsetOf(all);
    }
  }
}
