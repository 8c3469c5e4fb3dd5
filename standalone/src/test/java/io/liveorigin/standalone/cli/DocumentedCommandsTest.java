package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Commands of README and docs. Every block says what it is; every block of shell says what runs it,
 * or why nothing does, in a comment before it; every {@code ./origin} in it can be parsed.
 */
class DocumentedCommandsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern FENCE = Pattern.compile("(?m)^ *```(.*)$");
  private static final Pattern MARK = Pattern.compile("^ *<!-- (?:run: \\S.*|not run: \\S.*) -->$");
  private static final Pattern TEST = Pattern.compile("\\b[A-Z]\\w*(?:Test|IT)\\b");
  private static final Pattern EXPORT = Pattern.compile("export (\\w+)=(\\S+)");
  private static final Pattern MAVEN_TEST =
      Pattern.compile("(?:-D(?:it\\.)?test=|dev (?:test|it|fuzz) )(?!none\\b)([A-Z]\\w*)");

  /**
   * A fenced block.
   *
   * @param before the line before it
   */
  record Block(Path file, String language, String before, List<String> lines) {
    /**
     * Lines that a backslash continues are one; comments and what comes before a prompt are not.
     */
    List<String> commands() {
      String text = String.join("\n", lines).replaceAll("\\\\\n\\s*", "");
      return Stream.of(text.split("\n"))
          .map(line -> line.replaceAll("(^|\\s)#.*", "").replaceFirst("^\\$ ", ""))
          .flatMap(line -> Stream.of(line.split(";|\\||&&")))
          .map(command -> command.replaceAll(" [<>] ?\\S+", ""))
          .map(String::strip)
          .filter(command -> !command.isEmpty())
          .toList();
    }

    @Override
    public String toString() {
      return ROOT.relativize(file) + ": " + (lines.isEmpty() ? "" : lines.get(0));
    }
  }

  static Stream<Block> blocks() throws IOException {
    List<Path> files = new ArrayList<>();
    files.add(ROOT.resolve("README.md"));
    files.add(ROOT.resolve("CONTRIBUTING.md"));
    files.add(ROOT.resolve("SECURITY.md"));
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
    }
    return files.stream().flatMap(file -> blocks(file).stream());
  }

  private static List<Block> blocks(Path file) {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = read(file).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (FENCE.matcher(lines.get(i)).matches()) {
        int end = i + 1;
        while (!lines.get(end).strip().equals("```")) {
          end++;
        }
        String language = lines.get(i).strip().substring(3);
        blocks.add(
            new Block(file, language, i == 0 ? "" : lines.get(i - 1), lines.subList(i + 1, end)));
        i = end;
      }
    }
    return blocks;
  }

  static Stream<Block> shell() throws IOException {
    return blocks().filter(block -> Set.of("sh", "console").contains(block.language()));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyBlockSaysWhatItIs() throws IOException {
    assertThat(blocks().filter(block -> block.language().isEmpty())).isEmpty();
    assertThat(shell()).hasSizeGreaterThan(20);
  }

  @Test
  void everyBlockOfShellSaysWhatRunsItOrWhyNothingDoes() throws IOException {
    assertThat(
            blocks()
                .filter(block -> block.language().equals("sh"))
                .filter(block -> !MARK.matcher(block.before()).matches()))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shell")
  void everyOriginCommandCanBeParsed(Block block) {
    Map<String, String> exported =
        block.commands().stream()
            .map(EXPORT::matcher)
            .filter(Matcher::matches)
            .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
    for (String command : block.commands()) {
      // These three are not commands of the origin itself.
      if (command.startsWith("./origin ")
          && !command.matches("\\./origin (dev|bench|release)( .*)?")) {
        String[] arguments = command.substring("./origin ".length()).split("\\s+");
        assertThatCode(
                () ->
                    OriginCommand.commandLine(new Terminal(exported).surroundings())
                        .parseArgs(arguments))
            .as(command)
            .doesNotThrowAnyException();
      }
    }
  }

  /** Without -C, kcat writes when its standard input is no terminal. */
  @ParameterizedTest
  @MethodSource("shell")
  void kcatOnlyReads(Block block) {
    assertThat(block.commands().stream().filter(command -> command.startsWith("kcat ")))
        .allMatch(command -> command.startsWith("kcat -C "));
  }

  @Test
  void everyTestThatABlockNamesExists() throws IOException {
    Set<String> tests;
    try (Stream<Path> files = Files.walk(ROOT)) {
      tests =
          files
              .filter(file -> file.toString().contains("/src/test/java/"))
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .collect(Collectors.toSet());
    }
    Stream<String> named =
        shell()
            .flatMap(
                block ->
                    Stream.concat(
                        TEST.matcher(MARK.matcher(block.before()).matches() ? block.before() : "")
                            .results()
                            .map(MatchResult::group),
                        MAVEN_TEST
                            .matcher(String.join("\n", block.lines()))
                            .results()
                            .map(match -> match.group(1))));
    assertThat(named).isNotEmpty().allMatch(tests::contains);
  }
}
