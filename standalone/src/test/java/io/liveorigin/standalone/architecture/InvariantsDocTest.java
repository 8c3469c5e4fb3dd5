package io.liveorigin.standalone.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A rule whose test does not exist is not kept by anything. */
class InvariantsDocTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern TEST =
      Pattern.compile("`([A-Z][A-Za-z]*(?:Test|IT))(?:\\.([a-z_A-Z]+))?`");

  @Test
  void every_test_that_invariants_names_exists() throws IOException {
    String sources = testSources();
    Set<String> missing = new TreeSet<>();
    Matcher named = TEST.matcher(Files.readString(ROOT.resolve("INVARIANTS.md")));
    int found = 0;
    while (named.find()) {
      found++;
      if (!sources.contains("class " + named.group(1) + " ")
          || (named.group(2) != null && !isMethod(sources, named.group(2)))) {
        missing.add(named.group());
      }
    }
    assertThat(missing).isEmpty();
    assertThat(found).isGreaterThan(20);
  }

  /** A test, or a factory of tests. */
  private static boolean isMethod(String sources, String name) {
    return sources.contains("void " + name + "(")
        || sources.contains("Stream<DynamicTest> " + name + "(");
  }

  private static String testSources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(p -> p.toString().endsWith(".java") && p.toString().contains("/src/test/"))
          .map(InvariantsDocTest::read)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
