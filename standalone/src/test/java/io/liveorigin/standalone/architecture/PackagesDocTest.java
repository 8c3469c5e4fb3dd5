package io.liveorigin.standalone.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every package says what it is for: in a package-info, and in docs/ARCHITECTURE.md. */
class PackagesDocTest {
  private static final Path ROOT = Path.of("..");
  private static final String SOURCES = "/src/main/java/io/liveorigin/";
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+)`");

  private static Set<String> packages(String fileName) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.getFileName().toString().matches(fileName))
          .map(file -> file.getParent().toString().replace('\\', '/') + "/")
          .filter(folder -> folder.contains(SOURCES))
          .map(folder -> folder.substring(folder.indexOf(SOURCES) + SOURCES.length()))
          .filter(folder -> !folder.isEmpty())
          .map(folder -> folder.substring(0, folder.length() - 1).replace('/', '.'))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void every_package_has_a_package_info() throws IOException {
    Set<String> all = packages(".*\\.java");
    assertThat(all).hasSizeGreaterThan(100);
    assertThat(packages("package-info\\.java")).containsAll(all);
  }

  @Test
  void every_package_has_a_row_in_the_architecture() throws IOException {
    Set<String> described =
        ROW.matcher(Files.readString(ROOT.resolve("docs/ARCHITECTURE.md")))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toSet());
    Set<String> all = packages(".*\\.java");
    assertThat(described).containsAll(all);
  }
}
