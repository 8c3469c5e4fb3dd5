package io.liveorigin.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Units of systemd and their settings, as they are in the archive. */
class ServiceFilesTest {
  private static final Path FILES = Path.of("src", "main", "archive");
  private static final Path UNITS = FILES.resolve("systemd");

  /** Ten times what systemd calls the exposure of a service: 0 none, 10 everything. */
  private static final String LARGEST_EXPOSURE = "20";

  private static final Pattern VARIABLE = Pattern.compile("(?m)^#?(ORIGIN_[A-Z_]+)=");

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({"serve.env, serve", "ingest-a.env, ingest"})
  void everySettingIsAnOptionOfItsCommand(String file, String command) throws IOException {
    String text = Files.readString(FILES.resolve("etc").resolve(file));
    Set<String> said =
        VARIABLE.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toSet());
    assertThat(said).hasSizeGreaterThan(8).isSubsetOf(CommandVariables.of(command));
    assertThat(text.lines())
        .as("a shell does not read the file: no quotes, no spaces around =")
        .allMatch(line -> line.isEmpty() || line.startsWith("#") || line.matches("\\w+=\\S+"));
  }

  @ParameterizedTest
  @CsvSource({
    "live-origin-serve.service, serve, /etc/live-origin/serve.env",
    "live-origin-ingest@.service, ingest, /etc/live-origin/ingest-%i.env"
  })
  void everyUnitStartsItsCommandWithItsSettings(String unit, String command, String settings)
      throws IOException {
    assertThat(Files.readAllLines(UNITS.resolve(unit)))
        .contains("ExecStart=origin " + command, "EnvironmentFile=" + settings, "User=live-origin")
        .noneMatch(line -> line.contains("OPEN"));
    assertThat(Files.readString(UNITS.resolve("live-origin.conf"))).contains("u live-origin ");
  }

  @Test
  void systemdUnderstandsTheUnitsAndFindsThemConfined() throws IOException {
    boolean there = Files.isExecutable(Path.of("/usr/bin/systemd-analyze"));
    if (!there && Boolean.parseBoolean(System.getenv("ORIGIN_REQUIRE_TOOLS"))) {
      throw new AssertionError("systemd-analyze is not there");
    }
    assumeTrue(there, "systemd-analyze is not there");
    for (String unit : List.of("live-origin-serve.service", "live-origin-ingest@.service")) {
      // An instance of it, with a program that this machine has.
      Path copy = temp.resolve(unit.replace("@", "@a"));
      Files.writeString(
          copy,
          Files.readString(UNITS.resolve(unit)).replace("ExecStart=origin", "ExecStart=/bin/true"));
      Program.Finished verified = analyze("verify", copy.toString());
      assertThat(verified.code()).as(verified.err()).isZero();
      assertThat(verified.err()).isEmpty();
      Program.Finished security =
          analyze("security", "--offline=true", "--threshold=" + LARGEST_EXPOSURE, copy.toString());
      assertThat(security.code()).as(security.out() + security.err()).isZero();
    }
    try (Stream<Path> units = Files.list(UNITS)) {
      assertThat(units).hasSize(3);
    }
  }

  private Program.Finished analyze(String... arguments) throws IOException {
    return Program.run(
        System.getenv(),
        Files.createTempDirectory(temp, "run"),
        Stream.concat(Stream.of("/usr/bin/systemd-analyze", "--no-pager"), Stream.of(arguments))
            .toArray(String[]::new));
  }
}
