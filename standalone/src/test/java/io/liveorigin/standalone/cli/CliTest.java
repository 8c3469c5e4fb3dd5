package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.lifecycle.BuildInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CliTest {
  private static final String NOBODY = "http://127.0.0.1:1";

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "demoo | origin: Unmatched argument at index 0: 'demoo'",
        "demoo | ; did you mean demo?; see origin --help",
        "evnt list | origin: Unmatched arguments from index 0: 'evnt', 'list'; did you mean event?",
        "mask ad | origin mask: Unmatched argument at index 1: 'ad'; did you mean add?",
        "demo --bogus | origin demo: Unknown option: '--bogus'; see",
        "demo --fro 3s | origin demo: Unknown option: '--fro'; did you mean --for?",
        "ingest --kafak h:1 --pipeline a | origin ingest: Unknown option: '--kafak'; did you mean --k",
        "ingest --kafka h:1 --pipelines=a | Unknown option: '--pipelines=a'; did you mean --pipeline?",
        "event apply --flie x | origin event apply: Unknown option: '--flie'; did you mean --file?",
        "event list --admin http://[x | Invalid value for option '--admin': it is not a URL; write it",
        "demo --for 3x | origin demo: Invalid value for option '--for': '3x' is not a duration",
        "demo --kafka-port x | '--kafka-port': 'x' is not an int",
        "broker | origin broker: Missing required option: '--data=DIR'",
        "ingest --kafka h:1 | origin ingest: Missing required option: '--pipeline=NAME'",
        "serve --kafka h:1 | origin serve: Missing required option: '--data=DIR'",
        "packager --event t/e --pipeline a | Missing required option: '--target=URL'",
        "event | origin event: a command is missing: apply, validate, show, pause, resume, end,"
            + " delete or list",
        "event apply | Missing required option: '--file=FILE'",
        "event validate | Missing required option: '--file=FILE'",
        "event show | Missing required parameter: 'TENANT/EVENT'",
        "event end te | event id 'te' must be tenant/event",
        "event end t/e --at noon | Invalid value for option '--at': 'noon'",
        "event pause | Missing required parameter: 'TENANT/EVENT'",
        "event resume t/e --at noon | Invalid value for option '--at': 'noon'",
        "event delete | Missing required parameter: 'TENANT/EVENT'",
        "mask | origin mask: a command is missing: add, remove or list",
        "mask add --event t/e --id m --pipeline a --from 1 | '--to=N'",
        "mask remove --event t/e | origin mask remove: Missing required option: '--id=NAME'",
        "mask list --event te | Invalid value for option '--event': event id 'te' must be",
        "invalidation | origin invalidation: a command is missing: order or list",
        "invalidation order | Missing required option: '--event=TENANT/EVENT'",
        "notify | origin notify: a command is missing: put, revoke or list",
        "notify put --event t/e --key k --value v | '--from=N'",
        "notify put --event t/e --key k --value v --from 1 --to 2 --for 3 | mutually exclusive",
        "notify revoke --event t/e | origin notify revoke: Missing required option: '--id=NAME'",
        "export t/e --from 2026-11-29T10:00:00Z --to 2026-11-29T10:01:00Z"
            + " | origin export: Missing required option: '--dir=DIR'",
        "export t/e --from noon --to 2026-11-29T10:01:00Z --dir d | '--from': 'noon' is not an",
        "export te --from 2026-11-29T10:00:00Z --to 2026-11-29T10:01:00Z --dir d | event id 'te'",
        "explain | Missing required parameter: 'TENANT/EVENT/REPRESENTATION/NUMBER'",
        "explain t/e/v0 | a segment must be tenant/event/representation/number, but is 't/e/v0'",
        "explain t/e/v0/x | the number of a segment must be 0 to 1000000000000, but is 'x'",
        "explain t/e/v0/-1 | segment number must be 0 to 1000000000000, but is -1",
        "explain t/e/v:0/1 | representation must be 1 to 64 of A-Z a-z 0-9 . _ -",
        "doctor te | (TENANT/EVENT): event id 'te' must be tenant/event",
        "doctor --ingest h:1 | '--ingest': write it like http://host:port, without a user",
        "top te | (TENANT/EVENT): event id 'te' must be tenant/event",
        "open --number 7 | --representation and --number need an event: give TENANT/EVENT",
        "audit --since soon | '--since': 'soon' is not a duration",
        "audit --event te | '--event': event id 'te' must be tenant/event",
        "defects --since soon | '--since': 'soon' is not a duration",
        "defects --kind lat | '--kind': 'lat' must be x-* or one of late, missing-segment, ",
        "defects --event te | '--event': event id 'te' must be tenant/event",
        "report te | (TENANT/EVENT): event id 'te' must be tenant/event",
        "completion zsh | origin completion: Unmatched argument at index 1: 'zsh'",
        "man --dri x | origin man: Unknown option: '--dri'; did you mean --dir?",
        "report t/e --last 1x | '--last': '1x' is not a duration",
      })
  void aWrongCallIsOneLineAndExitCode2(String args, String message) {
    Terminal terminal = new Terminal();
    assertThat(terminal.run(args.split(" "))).isEqualTo(2);
    assertThat(terminal.err()).contains(message).contains("--help").hasLineCount(1);
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void withoutACommandItSaysWhereTheHelpIs() {
    Terminal terminal = new Terminal();
    assertThat(terminal.run()).isEqualTo(2);
    assertThat(terminal.err()).contains("a command is missing; see origin --help");
  }

  /**
   * Of every command and subcommand, as they are registered, so that none can be forgotten. The
   * command {@code help} itself is picocli's.
   */
  static Stream<String> helpCalls() {
    CommandLine origin = OriginCommand.commandLine(new Terminal().surroundings());
    return Stream.concat(
        Stream.of("--help", "help demo"),
        commands(origin).flatMap(name -> Stream.of(name + " -h", name + " --help")));
  }

  /** Names below a command, each with those before it: {@code event apply}. */
  private static Stream<String> commands(CommandLine parent) {
    return parent.getSubcommands().entrySet().stream()
        .filter(entry -> !entry.getKey().equals("help"))
        .flatMap(
            entry ->
                Stream.concat(
                    Stream.of(entry.getKey()),
                    commands(entry.getValue()).map(name -> entry.getKey() + " " + name)));
  }

  /** Their names are in the documents; what they print is in the tests of each. */
  @Test
  void everyListPrintsJsonAndEveryWriterHasADryRun() {
    List<String> json = new ArrayList<>();
    List<String> dry = new ArrayList<>();
    leaves(OriginCommand.commandLine(new Terminal().surroundings()))
        .map(CommandLine::getCommandSpec)
        .forEach(
            command -> {
              if (command.findOption("--json") != null) {
                json.add(command.qualifiedName());
              }
              if (command.findOption("--dry-run") != null) {
                dry.add(command.qualifiedName());
              }
            });
    assertThat(json)
        .contains(
            "origin event list",
            "origin credential list",
            "origin mask list",
            "origin invalidation list",
            "origin notify list",
            "origin defects",
            "origin quarantine",
            "origin refusals",
            "origin audit",
            "origin doctor");
    assertThat(dry)
        .containsExactlyInAnyOrder(
            "origin topics",
            "origin credential add",
            "origin credential rotate",
            "origin credential revoke",
            "origin event apply",
            "origin event pause",
            "origin event resume",
            "origin event end",
            "origin event delete",
            "origin mask add",
            "origin mask remove",
            "origin invalidation order",
            "origin notify put",
            "origin notify revoke");
  }

  private static Stream<CommandLine> leaves(CommandLine command) {
    return command.getSubcommands().isEmpty()
        ? Stream.of(command)
        : command.getSubcommands().values().stream().flatMap(CliTest::leaves);
  }

  @ParameterizedTest
  @MethodSource("helpCalls")
  void helpIsAnAnswer(String args) {
    Terminal terminal = new Terminal();
    assertThat(terminal.run(args.split(" "))).isZero();
    assertThat(terminal.out()).startsWith("Usage: origin").doesNotContain("null", "$");
    assertThat(terminal.err()).isEmpty();
  }

  /** No variable of the environment asks for it in place of a command. */
  @Test
  void theVersionNamesTheCommitAndTheJava() {
    BuildInfo build = BuildInfo.ofThisBuild();
    for (String option : List.of("--version", "-V")) {
      Terminal terminal = new Terminal();
      assertThat(terminal.run(option)).isZero();
      assertThat(terminal.out().lines())
          .containsExactly(
              "origin " + build.version() + " (commit " + build.commit() + ")",
              "java "
                  + System.getProperty("java.runtime.version")
                  + ", "
                  + System.getProperty("java.vendor"));
    }
    Terminal terminal = new Terminal(Map.of("ORIGIN_VERSION", "true"));
    assertThat(terminal.run()).isEqualTo(2);
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void helpIsAskedOfEveryCommand() {
    assertThat(helpCalls()).contains("topics -h", "credential add -h", "event apply --help");
  }

  @Test
  void anEventFileThatDoesNotExistIsNamed() {
    Path file = temp.resolve("nope.yaml");
    failed(file + " does not exist", "event", "apply", "-f", file.toString());
  }

  @Test
  void anEventFileIsCheckedWithoutANode() throws IOException {
    Path file = temp.resolve("event.yaml");
    Files.writeString(
        file,
        "{tenant: t, event: e, pipelines: [a], representations:"
            + " [{id: v0, contentType: video, codecs: avc1, bandwidth: 1}]}");
    Terminal terminal = new Terminal();
    assertThat(terminal.run("event", "validate", "-f", file.toString())).isZero();
    assertThat(terminal.out()).isEqualTo("t/e is valid\n");
    Files.writeString(file, "{tenant: t, event: e, pipelines: []}");
    failed("pipelines must be a list", "event", "validate", "-f", file.toString());
  }

  @Test
  void anEventWhosePlaylistsMayBeLateIsValidAndAWarningSaysWhatToChange() throws IOException {
    Path file = temp.resolve("event.yaml");
    Files.writeString(
        file,
        "{tenant: t, event: e, pipelines: [a], targetDuration: PT2S, representations:"
            + " [{id: v0, contentType: video, codecs: avc1, bandwidth: 1}]}");
    Terminal terminal = new Terminal();
    assertThat(terminal.run("event", "validate", "-f", file.toString())).isZero();
    assertThat(terminal.out())
        .startsWith("t/e is valid\n  warning: HLS playlists may be late: ")
        .endsWith(
            "; set patience and fillPatience to 1000 ms in total, or targetDuration to PT3S\n");
  }

  @Test
  void anUnknownKeyOfAnEventFileIsNamed() throws IOException {
    String yaml =
        """
        tenant: t
        event: e
        pipelines: [a]
        patiense: PT2S
        representations:
          - {id: v, contentType: video, codecs: avc1.4d401e, bandwidth: 1000}
        """;
    Path file = Files.writeString(temp.resolve("event.yaml"), yaml);
    failed("patiense", "event", "apply", "-f", file.toString(), "--admin", NOBODY);
  }

  @Test
  void aBadValueOfAnEventFileIsNamedWithWhatIsAllowed() throws IOException {
    String json = "{\"tenant\": \"t\", \"event\": \"e\", \"pipelines\": []}";
    Path file = Files.writeString(temp.resolve("event.json"), json);
    failed("pipelines must be", "event", "apply", "-f", file.toString(), "--admin", NOBODY);
  }

  @Test
  void anAdminApiThatDoesNotAnswerIsNamed() {
    String check = "; check that origin serve runs there, and that --admin names its admin API";
    failed("no response from " + NOBODY + ": connection refused" + check, admin(NOBODY));
    String unknown = "http://origin.invalid:1";
    failed("no response from " + unknown + ": the host name is not known" + check, admin(unknown));
  }

  private static String[] admin(String url) {
    return new String[] {"event", "list", "--admin", url};
  }

  /** Each command that reads or makes topics, in a second or two. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "topics",
        "explain t/e/v0/1",
        "defects",
        "report t/e",
        "quarantine",
        "refusals",
        "audit"
      })
  void aBrokerThatDoesNotAnswerIsNamedWithWhatToCheck(String args) {
    failed(
        "broker not reachable at 127.0.0.1:1: connection refused; check that Kafka runs there, that"
            + " --kafka (ORIGIN_KAFKA) names the host and port of one of its listeners, and that no"
            + " firewall is in between",
        (args + " --kafka 127.0.0.1:1").split(" "));
  }

  @Test
  void aBrokerWhoseNameIsNotKnownIsNamed() {
    failed(
        "broker not reachable at broker.invalid:1: the host name is not known; broker not reachable"
            + " at 127.0.0.1:1: connection refused; check",
        "audit",
        "--kafka",
        "broker.invalid:1,127.0.0.1:1");
    failed(
        "broker not reachable at broker.invalid:1: the host name is not known; check",
        "topics",
        "--kafka",
        "broker.invalid:1");
  }

  @Test
  void anAdminUrlMustBeOne() {
    failed("must be like http://host:port", "event", "list", "--admin", "localhost:8090");
  }

  @Test
  void aPackagerTargetMustBeAUrl() {
    failed(
        "target must be like http://host:port",
        "packager",
        "--event",
        "t/e",
        "--pipeline",
        "a",
        "--target",
        "nowhere");
  }

  @Test
  void aFaultyFaultScriptIsNamed() throws IOException {
    Path file = Files.writeString(temp.resolve("faults.yaml"), "faults: [{action: explode}]");
    failed(
        "faults[0].action must be one of drop, silent",
        "packager",
        "--event",
        "t/e",
        "--pipeline",
        "a",
        "--target",
        NOBODY,
        "--faults",
        file.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--kafka nohost | kafka must be host:port",
        "--kafka h:1 --partitions 0 | partitions must be 1 to 1024",
        "--kafka h:1 --replication 2 --min-isr 3 | minInSyncReplicas must be 1 to"
            + " replicationFactor",
        "--kafka h:1 --retention 10m | segmentRetention must be more than PT10M",
        "--kafka h:1 --port 99999 | port must be 0 to 65535",
        "--kafka h:1 --host= | host must be",
      })
  void aRefusedSettingIsOneLineAndExitCode1(String args, String message) {
    failed(message, ("ingest --pipeline a " + args).split(" "));
  }

  /** Nobody may administer until somebody says who. */
  @Test
  void whoMayAdministerMustBeSaid() throws IOException {
    String[] serve = {"serve", "--kafka", "h:1", "--data", temp.toString()};
    failed(
        "give --admin-credentials FILE, or --admin-open to let in every client that reaches it",
        serve);
    String[] file = with(serve, Path.of("--admin-credentials"));
    Path none = temp.resolve("none");
    failed(none + "' cannot be read: there is no such file", with(file, none));
    Path empty = Files.writeString(temp.resolve("empty"), "credentials: []\n");
    failed("credentials must be 1 to", with(file, empty));
    Path wrong = Files.writeString(temp.resolve("wrong"), "credentials: [{name: x, role: god}]\n");
    failed("role must be publisher, viewer, operator or admin", with(file, wrong));
    failed(
        "--admin-credentials and --admin-open contradict each other",
        with(with(file, empty), Path.of("--admin-open")));
  }

  /** The secret itself is in no option: command lines are for everybody to read. */
  @Test
  void theAdminTokenComesFromAFileOrTheEnvironment() throws IOException {
    String[] list = {"event", "list", "--admin", NOBODY};
    String[] file = with(list, Path.of("--admin-token-file"));
    Path none = temp.resolve("none");
    failed(none + " does not exist", with(file, none));
    Path twoLines = Files.writeString(temp.resolve("two"), "lo_secret-1\nlo_secret-2\n");
    failed("the admin token must be one line of 1 to 512 visible ASCII", with(file, twoLines));
    Path good = Files.writeString(temp.resolve("good"), "lo_secret-1\n");
    failed("no response from " + NOBODY, with(file, good));
    Terminal terminal = new Terminal(Map.of(AdminOption.TOKEN, "with blanks"));
    assertThat(terminal.run(list)).isEqualTo(1);
    assertThat(terminal.err()).contains("the admin token must be").doesNotContain("blanks");
    assertThat(OriginCommand.commandLine(new Terminal().surroundings()).getSubcommands().values())
        .allSatisfy(
            command ->
                assertThat(command.getCommandSpec().optionsMap())
                    .doesNotContainKey("--admin-token"));
  }

  @Test
  void aFileOfSecretsThatCannotBeUsedIsNamed() throws IOException {
    String[] serve = {"serve", "--kafka", "h:1", "--data", temp.toString(), "--cdn-secret-file"};
    Path none = temp.resolve("none");
    failed("cdn-secrets: '" + none + "' cannot be read: there is no such file", with(serve, none));
    Path empty = Files.writeString(temp.resolve("empty"), "# changed on Monday\n");
    failed("cdnSecrets must be 1 to 4 secrets", with(serve, empty));
    Path weak = Files.writeString(temp.resolve("weak"), "guessable\n");
    failed("cdnSecrets must be 16 to 256 visible ASCII characters each", with(serve, weak));
  }

  @Test
  void anExportOfNothingIsNamed() {
    String[] export = {"export", "t/e", "--dir", temp.toString(), "--serving", NOBODY, "--from"};
    String[] wrong = {
      "2026-11-29T10:00:00Z --to 2026-11-29T10:00:00Z | --to must be after --from",
      "2026-11-29T10:00:00Z --to 9026-11-29T10:00:00Z | --to must be in the past",
      "2020-11-29T10:00:00Z --to 2020-11-29T11:00:00Z --parallel 0 | --parallel must be 1 to 16",
    };
    for (String line : wrong) {
      String[] parts = line.split(" \\| ", -1);
      failed(
          parts[1],
          Stream.concat(Stream.of(export), Stream.of(parts[0].split(" "))).toArray(String[]::new));
    }
  }

  @Test
  void aPublicUrlThatCannotBeUsedIsNamed() {
    String[] serve = {"serve", "--kafka", "h:1", "--data", temp.toString(), "--public-url"};
    for (String wrong : List.of("cdn.example", "ftp://cdn.example", "https://cdn.example/?live")) {
      failed(
          "publicUrl must be an http or https URL with a host",
          Stream.concat(Stream.of(serve), Stream.of(wrong)).toArray(String[]::new));
    }
  }

  @Test
  void aFileOfCdnNodesThatCannotBeUsedIsNamed() throws IOException {
    String[] serve = {"serve", "--kafka", "h:1", "--data", temp.toString(), "--cdn-nodes"};
    failed("nope does not exist", with(serve, temp.resolve("nope")));
    cdn(serve, "{name: e, url: 'http://h:1', style: wipe}", "one of [purge, ban, refresh]");
    cdn(
        serve,
        "{name: e, url: 'ftp://h:1', style: ban}",
        "cdn.url of 'e' must be like http://host:port");
    cdn(
        serve,
        "{name: e, url: 'http://h:1', style: ban, stile: x}",
        "the key is not known; allowed are");
    cdn(
        serve,
        "{name: e, url: 'http://h:1', style: ban}, {name: e, url: 'http://h:2', style: ban}",
        "cdn.name must be different for each node");
  }

  private void cdn(String[] serve, String nodes, String message) throws IOException {
    Path file = Files.writeString(temp.resolve("cdn.yaml"), "nodes: [" + nodes + "]\n");
    failed(message, with(serve, file));
  }

  private static String[] with(String[] args, Path last) {
    return Stream.concat(Stream.of(args), Stream.of(last.toString())).toArray(String[]::new);
  }

  @Test
  void optionsThatAreNotGivenComeFromTheEnvironment() {
    Terminal terminal =
        new Terminal(Map.of("ORIGIN_KAFKA", "nohost", "ORIGIN_PIPELINE", "a", "ORIGIN_PORT", "1"));
    assertThat(terminal.run("ingest")).isEqualTo(1);
    assertThat(terminal.err()).contains("but is 'nohost'");
  }

  @Test
  void whatIsGivenWinsOverTheEnvironment() {
    Terminal terminal = new Terminal(Map.of("ORIGIN_KAFKA", "nohost", "ORIGIN_PIPELINE", "a"));
    assertThat(terminal.run("ingest", "--kafka", "neither")).isEqualTo(1);
    assertThat(terminal.err()).contains("but is 'neither'");
  }

  @Test
  void aBadValueInTheEnvironmentIsAWrongCall() {
    Terminal terminal = new Terminal(Map.of("ORIGIN_FOR", "soon"));
    assertThat(terminal.run("demo")).isEqualTo(2);
    assertThat(terminal.err()).contains("'--for': 'soon' is not a duration");
  }

  private static void failed(String message, String... args) {
    Terminal terminal = new Terminal();
    assertThat(terminal.run(args)).isEqualTo(1);
    assertThat(terminal.err()).startsWith("origin ").contains(message).hasLineCount(1);
    assertThat(terminal.out()).isEmpty();
  }
}
