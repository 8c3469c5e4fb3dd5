package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that people write, with a mistake: the command names file, line and key in one line, says
 * what to write, and names no class of anybody. What an event file can have is in {@code
 * BadEventDocumentsTest}, what a configuration file can have in {@link ConfigFileTest}.
 */
class BadFilesTest {
  private static final String[] CLASSES = {
    "io.liveorigin", "com.fasterxml", "org.yaml", "java.", "Exception", "Source:", "`"
  };

  /** A command for each kind of file; it ends at the file. */
  private static final Map<String, String> COMMANDS =
      Map.of(
          "event", "event validate -f FILE",
          "limits", "ingest --pipeline a --open --kafka 127.0.0.1:1 --port 0 --limits FILE",
          "faults", "packager --event t/e --pipeline a --target http://127.0.0.1:1 --faults FILE",
          "credentials", "credential list --credentials FILE",
          "cdn", "serve --kafka 127.0.0.1:1 --data d --cdn-nodes FILE",
          "tokens", "serve --kafka 127.0.0.1:1 --data d --viewer-tokens FILE",
          "secrets", "serve --kafka 127.0.0.1:1 --data d --cdn-secret-file FILE");

  @TempDir Path temp;

  private String error(String kind, byte[] content) throws IOException {
    Path file = Files.write(temp.resolve(kind + ".yaml"), content);
    Terminal terminal = new Terminal();
    String[] command = COMMANDS.get(kind).replace("FILE", file.toString()).split(" ");
    assertThat(terminal.run(command)).isEqualTo(1);
    assertThat(terminal.err()).contains(file.toString()).hasLineCount(1).doesNotContain(CLASSES);
    return terminal.err();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "limits | defaults: {mask: 3} | line 2: defaults.mask is not a known key; allowed are body",
        "limits | defaults: {mask: 3} | ; did you mean masks?",
        "limits | default: {masks: 3} | ; did you mean defaults?",
        "limits | tenants: {x: {masks: many}} | line 2: tenants.x.masks must be a whole number",
        "limits | defaults: [masks] | line 2: defaults must be an object with keys",
        "limits | defaults: {masks: 1, masks: 2} | line 2: Duplicate key defaults.masks",
        "limits | defaults: {masks: [1]} | line 2: defaults.masks must be",
        "faults | faults: [{action: explode}] | line 2: faults[0].action must be one of drop",
        "faults | faults: [{action: drop, number: 5}] | ; did you mean numbers?",
        "faults | faults: [{action: delay, by: soon}] | faults.[0].by must be a duration such as 500",
        "faults | faults: [{action: delay, by: 5}] | faults.[0].by must be a duration such as 500ms",
        "faults | fault: [] | ; did you mean faults?",
        "credentials | credentials: [{name: x, role: god}] | line 2: role must be publisher, viewer",
        "credentials | credentials: [{nmae: x}] | line 2: credentials: [0]: the key is not known",
        "credentials | credentials: [{nmae: x}] | ; did you mean name?",
        "credentials | credential: [] | ; did you mean credentials?",
        "credentials | credentials: x | line 2: credentials: must be a list",
        "cdn | nodes: [{name: e, url: x, style: wipe}] | one of [purge, ban, refresh]",
        "cdn | nodes: [{name: e, stile: ban}] | ; did you mean style?",
        "cdn | node: [] | ; did you mean nodes?",
        "tokens | tenant: {} | ; did you mean tenants?",
        "tokens | tenants: {acme: {isuer: x}} | ; did you mean issuer?",
        "tokens | tenants: {acme: {keys: [{kidd: x}]}} | ; did you mean kid?",
        "secrets | default: x | line 2: default: must be a list",
        "event | {tenant: t, event: e} | pipelines must be a list of 1 to 8 names, but is missing",
      })
  void aMistakeIsNamedWithFileLineAndKey(String kind, String text, String message)
      throws IOException {
    String comment = kind.equals("secrets") ? "tenants:\n" : "# by hand\n";
    String content = comment + text + "\n";
    assertThat(error(kind, content.getBytes(StandardCharsets.UTF_8))).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"event", "limits", "faults", "credentials", "cdn", "tokens"})
  void whatIsNoYamlIsNamedWithItsLine(String kind) throws IOException {
    for (String text :
        List.of("a: [", "a: b: c", "a: 'b", "a: @b", "\ta: b", "a: *b", "a: b\n---\nc: d\n")) {
      byte[] content = ("# by hand\n" + text).getBytes(StandardCharsets.UTF_8);
      assertThat(error(kind, content)).containsPattern("line [234]");
    }
    for (byte[] content :
        List.of(
            new byte[0],
            new byte[] {0},
            "\u00e4: b".getBytes(StandardCharsets.ISO_8859_1),
            "text".getBytes(StandardCharsets.UTF_8),
            "- a".getBytes(StandardCharsets.UTF_8),
            "null".getBytes(StandardCharsets.UTF_8),
            "[".repeat(5_000).getBytes(StandardCharsets.UTF_8))) {
      error(kind, content);
    }
  }

  @Test
  void anEventFileInJsonIsNamedTheSameWay() throws IOException {
    Path file = temp.resolve("event.json");
    Files.writeString(file, "{\n  \"tenant\": \"t\",\n  \"evnt\": \"e\"\n}\n");
    Terminal terminal = new Terminal();
    assertThat(terminal.run("event", "validate", "-f", file.toString())).isEqualTo(1);
    assertThat(terminal.err())
        .startsWith("origin event validate: " + file + ": line 3: evnt is not a known key; allowed")
        .endsWith("; did you mean event?\n");
  }
}
