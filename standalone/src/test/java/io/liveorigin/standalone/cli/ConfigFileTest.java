package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code --config}: what a file may say, which source of an option counts, and what is refused. */
class ConfigFileTest {
  private static final Path EXAMPLES = Path.of("..", "docs", "examples");
  private static final Pattern KEY = Pattern.compile("(?m)^(?:# )?([a-z][a-z-]*):(?: |$)");

  @TempDir Path temp;

  private Path file(String text) throws IOException {
    return Files.writeString(temp.resolve("part.yaml"), text);
  }

  private static CommandSpec parsed(Map<String, String> environment, String... args) {
    CommandLine.ParseResult parsed =
        OriginCommand.commandLine(new Terminal(environment).surroundings()).parseArgs(args);
    return parsed.subcommand().commandSpec();
  }

  private static Object value(CommandSpec command, String option) {
    return command.findOption(option).getValue();
  }

  @Test
  void aFileSaysWhatTheCommandLineWould() throws IOException {
    Path config =
        file(
            """
            # a comment
            kafka: [k1:9092, k2:9092]
            pipeline: [a, b]
            credentials: /etc/origin/credentials.yaml
            port: 8181
            retention: 1h30m
            client-limits: {connections: 7, head-seconds: 5}
            trusted-proxies:
              - 10.0.0.0/8
              - 192.168.0.0/16
            open: false
            """);
    CommandSpec ingest = parsed(Map.of(), "ingest", "--config", config.toString());
    assertThat(value(ingest, "--kafka")).isEqualTo("k1:9092,k2:9092");
    assertThat(value(ingest, "--pipeline")).isEqualTo(List.of("a", "b"));
    assertThat(value(ingest, "--credentials"))
        .hasToString("Optional[/etc/origin/credentials.yaml]");
    assertThat(value(ingest, "--port")).isEqualTo(8181);
    assertThat(value(ingest, "--retention")).hasToString("PT1H30M");
    assertThat(value(ingest, "--client-limits"))
        .isEqualTo(Map.of("connections", 7, "head-seconds", 5));
    assertThat(value(ingest, "--trusted-proxies"))
        .isEqualTo(List.of("10.0.0.0/8", "192.168.0.0/16"));
    assertThat(value(ingest, "--open")).isEqualTo(false);
    // What nothing says keeps its default.
    assertThat(value(ingest, "--host")).isEqualTo("127.0.0.1");
  }

  @Test
  void theCommandLineComesBeforeTheEnvironmentAndTheEnvironmentBeforeTheFile() throws IOException {
    String config = file("{kafka: file:1, pipeline: file, host: file}").toString();
    Map<String, String> environment =
        Map.of("ORIGIN_KAFKA", "environment:1", "ORIGIN_PIPELINE", "environment");
    CommandSpec ingest = parsed(environment, "ingest", "--kafka", "flag:1", "--config", config);
    assertThat(value(ingest, "--kafka")).isEqualTo("flag:1");
    assertThat(value(ingest, "--pipeline")).isEqualTo(List.of("environment"));
    assertThat(value(ingest, "--host")).isEqualTo("file");
  }

  @Test
  void theFileItselfMayComeFromTheEnvironment() throws IOException {
    String config = file("{kafka: file:1, pipeline: a, open: true}").toString();
    CommandSpec ingest = parsed(Map.of("ORIGIN_CONFIG", config), "ingest");
    assertThat(value(ingest, "--kafka")).isEqualTo("file:1");
    assertThat(value(ingest, "--open")).isEqualTo(true);
  }

  /** An identifier is no number. */
  @Test
  void textsStayAsTheyAreWritten() throws IOException {
    String config = file("{kafka: k:1, data: d, node: 0010, cell: 1_000}").toString();
    CommandSpec serve = parsed(Map.of(), "serve", "--config", config);
    assertThat(value(serve, "--node")).isEqualTo("0010");
    assertThat(value(serve, "--cell")).isEqualTo("1_000");
  }

  @Test
  void aFileWithoutAKeySaysNothing() throws IOException {
    String config = file("# nothing yet\n").toString();
    CommandSpec ingest =
        parsed(Map.of(), "ingest", "--kafka", "k:1", "--pipeline", "a", "--config", config);
    assertThat(value(ingest, "--port")).isEqualTo(8081);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "kafak: h:1 | line 2: kafak is not an option of origin ingest; allowed are client-ca, ",
        "kafak: h:1 | ; did you mean kafka?",
        "minIsr: 2 | ; did you mean min-isr?",
        "--port: 1 | line 2: --port is not an option of origin ingest",
        "admin-port: 1 | line 2: admin-port is not an option of origin ingest",
        "config: x | line 2: config is not an option of origin ingest",
        "help: true | line 2: help is not an option of origin ingest",
        "port: high | line 2: Invalid value for option '--port': 'high' is not an int",
        "port: [1, 2] | line 2: port must be a single text, not a list",
        "port: | line 2: port must have a value or be left out",
        "retention: 1x | line 2: Invalid value for option '--retention': '1x' is not a d",
        "open: yes | line 2: open must be true or false, but is 'yes'",
        "trusted-proxies: [[a]] | line 2: trusted-proxies must be a string, a list of"
            + " strings, or keys",
        "client-limits: {connections: many} | line 2: Invalid value for option '--client-limits'",
        "pipeline: b | line 2: Duplicate key pipeline, also in line 1; remove one of them",
        "port: 'a | cannot be read as YAML after key port",
      })
  void aMistakeIsNamedWithFileLineAndKey(String line, String message) throws IOException {
    Path config = file("pipeline: a\n" + line + "\nkafka: h:1\n");
    Terminal terminal = new Terminal();
    assertThat(terminal.run("ingest", "--config", config.toString())).isEqualTo(2);
    assertThat(terminal.err())
        .startsWith("origin ingest: " + config + ": ")
        .contains(message)
        .hasLineCount(1)
        .doesNotContain("Exception", "java.", "com.fasterxml", "io.liveorigin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"- a\n- b\n", "just a text\n"})
  void anotherDocumentIsNamed(String text) throws IOException {
    Terminal terminal = new Terminal();
    assertThat(terminal.run("ingest", "--config", file(text).toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("the document must consist of lines such as 'port: 8081'");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Terminal terminal = new Terminal();
    assertThat(terminal.run("serve", "--config", temp.resolve("none").toString())).isEqualTo(2);
    assertThat(terminal.err())
        .isEqualTo(
            "origin serve: --config: "
                + temp.resolve("none")
                + " does not exist; see origin serve --help\n");
  }

  /** Help is there while the file is being mended. */
  @Test
  void helpNeedsNoFile() {
    Terminal terminal = new Terminal(Map.of("ORIGIN_CONFIG", temp.resolve("none").toString()));
    assertThat(terminal.run("ingest", "--help")).isZero();
    assertThat(terminal.out()).contains("--config");
  }

  @Test
  void aValueThatTheOptionTakesAndThePartRefusesIsNamedWithItsLine() throws IOException {
    Path config = file("pipeline: a\nopen: true\nkafka: h:1\npartitions: 0\n");
    Terminal terminal = new Terminal();
    assertThat(terminal.run("ingest", "--config", config.toString())).isEqualTo(1);
    assertThat(terminal.err())
        .startsWith("origin ingest: " + config + ": line 4: partitions must be 1 to 1024");
  }

  @Test
  void aBadVariableOfTheEnvironmentIsNamed() {
    Terminal terminal = new Terminal(Map.of("ORIGIN_PORT", "high"));
    assertThat(terminal.run("broker", "--data", "d")).isEqualTo(2);
    assertThat(terminal.err()).contains("ORIGIN_PORT in the environment: Invalid value for option");
  }

  /** The examples can be used as they are, and have each option, in force or commented out. */
  @ParameterizedTest
  @ValueSource(strings = {"ingest", "serve"})
  void theExamplesHaveEveryOption(String part) throws IOException {
    Path example = EXAMPLES.resolve(part + ".yaml");
    CommandSpec command = parsed(Map.of(), part, "--config", example.toString());
    assertThat(value(command, "--kafka")).isEqualTo("kafka-1:9092,kafka-2:9092,kafka-3:9092");
    TreeSet<String> named =
        KEY.matcher(Files.readString(example))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(named).containsExactlyElementsOf(ConfigFile.keys(command));
  }

  /** What is commented out is right, too. */
  @ParameterizedTest
  @ValueSource(strings = {"ingest", "serve"})
  void whatTheExamplesHaveCommentedOutIsTaken(String part) throws IOException {
    String example = Files.readString(EXAMPLES.resolve(part + ".yaml"));
    Path all = file(example.replaceAll("(?m)^# ([a-z][a-z-]*: )", "$1"));
    assertThat(value(parsed(Map.of(), part, "--config", all.toString()), "--clock-bound"))
        .hasToString("PT0.5S");
  }
}
