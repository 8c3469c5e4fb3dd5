package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.metric.MetricTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/http.md is part of the product: what it names is there. */
class HttpDocTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)\\.(\\w+)`");
  private static final Pattern METRIC = Pattern.compile("`(serving_[a-z_]+)");

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> sources(String root) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      return files
          .filter(f -> f.toString().endsWith(".java"))
          .collect(
              Collectors.toMap(
                  f -> f.getFileName().toString().replace(".java", ""),
                  HttpDocTest::read,
                  (a, b) -> a + b,
                  TreeMap::new));
    }
  }

  @Test
  void everyTestThatItNamesExists() throws IOException {
    Map<String, String> tests = sources("src/test/java");
    for (String module : List.of("access", "contract", "ingest", "selector-streams")) {
      // Some modules have a test of the same name.
      sources("../" + module + "/src/test/java")
          .forEach((name, text) -> tests.merge(name, text, String::concat));
    }
    Matcher named = TEST.matcher(read(DOCS.resolve("http.md")));
    int count = 0;
    while (named.find()) {
      // Not the sources themselves: a report of them would have what looks like secrets.
      assertThat(tests.getOrDefault(named.group(1), "").contains("void " + named.group(2) + "("))
          .as(named.group())
          .isTrue();
      count++;
    }
    assertThat(count).isGreaterThan(50);
  }

  @Test
  void everyMetricThatItNamesExists() throws IOException {
    Set<String> known =
        MetricTable.all()
            .map(metric -> metric.facts().prometheusName())
            .collect(Collectors.toSet());
    Matcher named = METRIC.matcher(read(DOCS.resolve("http.md")));
    List<String> missing =
        named.results().map(m -> m.group(1)).filter(name -> !known.contains(name)).toList();
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyCodeIsExplained(ErrorCode code) {
    assertThat(read(DOCS.resolve("http.md")) + read(DOCS.resolve("http-ingest.md")))
        .contains("`" + code.code() + "`");
  }
}
