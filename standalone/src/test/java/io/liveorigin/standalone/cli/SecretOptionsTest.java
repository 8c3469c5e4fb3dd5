package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What is on a command line is in the list of processes and in the history of the shell. */
class SecretOptionsTest {
  private static final List<String> WORDS =
      List.of("secret", "password", "passphrase", "token", "credential", "authorization", "cookie");

  private final CommandLine origin = OriginCommand.commandLine(new Terminal().surroundings());

  @Test
  void secretsAreInFilesOnly() {
    assertThat(arguments(origin).filter(SecretOptionsTest::aboutSecrets))
        .isNotEmpty()
        .allSatisfy(
            argument ->
                assertThat(takesFile(argument) || argument.arity().max() == 0)
                    .as(argument + " takes a file")
                    .isTrue());
  }

  @Test
  void aUrlWithAPasswordIsRefusedWithoutQuotingIt() {
    List<String[]> calls =
        List.of(
            new String[] {"event", "list", "--admin", "http://u:s3cr3t-canary@127.0.0.1:1"},
            new String[] {"event", "list", "--admin", "http://u:s3cr3t-canary@ 127.0.0.1:1"},
            new String[] {"open", "--admin", "http://u:s3cr3t-canary@127.0.0.1:1"},
            new String[] {"doctor", "--node", "http://u:s3cr3t-canary@127.0.0.1:1"},
            new String[] {"doctor", "--ingest", "http://u:s3cr3t-canary@127.0.0.1:1"},
            new String[] {
              "packager",
              "--event",
              "a/b",
              "--pipeline",
              "a",
              "--target",
              "http://u:s3cr3t-canary@127.0.0.1:1"
            });
    for (String[] call : calls) {
      Terminal terminal = new Terminal();
      assertThat(terminal.run(call)).isNotZero();
      assertThat(terminal.err()).isNotEmpty().doesNotContain("s3cr3t-canary");
    }
    assertThat(
            arguments(origin)
                .filter(argument -> argument.type() == URI.class)
                .map(ArgSpec::paramLabel))
        .as("the options that take a URL; a new one needs a call above")
        .containsOnly("URL");
  }

  private static boolean aboutSecrets(ArgSpec argument) {
    String name =
        argument instanceof OptionSpec option ? option.longestName().toLowerCase(Locale.ROOT) : "";
    return WORDS.stream().anyMatch(name::contains);
  }

  private static boolean takesFile(ArgSpec argument) {
    return argument.type() == Path.class || argument.auxiliaryTypes()[0] == Path.class;
  }

  private static Stream<ArgSpec> arguments(CommandLine command) {
    return Stream.concat(
        command.getCommandSpec().args().stream(),
        command.getSubcommands().values().stream().flatMap(SecretOptionsTest::arguments));
  }
}
