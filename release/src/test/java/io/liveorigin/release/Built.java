package io.liveorigin.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.lifecycle.BuildInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the build has made, unpacked, with an environment that has Java and little else. */
final class Built {
  /** Tests run in the directory of the module. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static final BuildInfo BUILD = BuildInfo.ofThisBuild();
  static final Path ARCHIVE = Path.of("target", "live-origin-" + BUILD.version() + ".tar.gz");
  static final Path DEB = Path.of("target", "live-origin_" + BUILD.version() + "_all.deb");

  /** What bin/origin calls; no Maven, no compiler. */
  private static final List<String> TOOLS =
      List.of("bash", "mkdir", "mv", "readlink", "rm", "stat");

  private final Path temp;
  private final Path tools;
  private int runs;

  /**
   * @param temp an empty folder
   */
  Built(Path temp) {
    this.temp = temp;
    this.tools = temp.resolve("tools");
    try {
      Files.createDirectories(tools);
      for (String tool : TOOLS) {
        Files.createSymbolicLink(tools.resolve(tool), found(tool));
      }
      Files.createSymbolicLink(
          tools.resolve("java"), Path.of(System.getProperty("java.home"), "bin", "java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path found(String tool) {
    return List.of("/usr/bin", "/bin").stream()
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError(tool + " is not there"));
  }

  /** The folder in which the archive unpacks. */
  Path unpackedArchive() {
    assertThat(ARCHIVE).as("the phase pre-integration-test of Maven makes it").exists();
    Path folder = folder("archive");
    host("tar", "-xzf", ARCHIVE.toAbsolutePath().toString(), "-C", folder.toString());
    return folder.resolve("live-origin-" + BUILD.version());
  }

  /** The folder that stands for the root of the machine. */
  Path unpackedDeb() {
    assertThat(DEB).as("the phase pre-integration-test of Maven makes it").exists();
    Path folder = folder("deb");
    host("dpkg-deb", "--extract", DEB.toAbsolutePath().toString(), folder.toString());
    return folder;
  }

  private Path folder(String name) {
    try {
      return Files.createDirectories(temp.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A program of this machine, which must do its work. */
  String host(String... command) {
    Program.Finished finished = Program.run(System.getenv(), output(), command);
    assertThat(finished.code()).as(finished.err()).isZero();
    return finished.out();
  }

  /** What was unpacked, with Java alone and a home of its own. */
  Program.Finished run(Path program, String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = program.toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Program.run(environment(Map.of()), output(), command);
  }

  /** A path with Java and without Maven, a home of its own, and more variables. */
  Map<String, String> environment(Map<String, String> more) {
    Map<String, String> environment = new TreeMap<>(more);
    environment.put("PATH", tools.toString());
    environment.put("HOME", temp.resolve("home").toString());
    environment.put("LANG", "C.UTF-8");
    return environment;
  }

  private Path output() {
    runs++;
    return temp.resolve("run-" + runs);
  }

  /** Class-data archives in that home. */
  Path cache() {
    return temp.resolve("home").resolve(".cache").resolve("live-origin");
  }
}
