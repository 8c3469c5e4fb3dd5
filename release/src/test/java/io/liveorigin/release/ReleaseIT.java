package io.liveorigin.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.liveorigin.contract.lifecycle.BuildInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive and the .deb, unpacked into an empty folder and started with Java alone. */
class ReleaseIT {
  private static final String[] DEMO = {
    "demo",
    "--for",
    "10s",
    "--serving-port",
    "0",
    "--ingest-a-port",
    "0",
    "--ingest-b-port",
    "0",
    "--admin-port",
    "0",
    "--kafka-port",
    "0"
  };

  @TempDir Path temp;

  private Built built;

  @BeforeEach
  void prepare() {
    built = new Built(temp);
  }

  /** No test of this class proves anything with Maven or a compiler at hand. */
  @Test
  void neitherMavenNorACompilerIsThere() {
    for (String tool : new String[] {"mvn", "javac", "git"}) {
      assertThat(built.run(Path.of("/usr/bin/env"), "bash", "-c", "command -v " + tool).code())
          .as(tool)
          .isNotZero();
    }
  }

  @Test
  void theArchiveNamesItsCommit() {
    assertNamesTheCommit(built.run(built.unpackedArchive().resolve("bin/origin"), "--version"));
  }

  @Test
  void theDebNamesItsCommit() {
    assertNamesTheCommit(built.run(built.unpackedDeb().resolve("usr/bin/origin"), "--version"));
  }

  private void assertNamesTheCommit(Program.Finished finished) {
    assertThat(finished.code()).as(finished.err()).isZero();
    assertThat(finished.out())
        .startsWith("origin %s (commit %s)\n".formatted(Built.BUILD.version(), commit()))
        .contains("java " + System.getProperty("java.runtime.version"));
    if (Files.exists(Built.ROOT.resolve(".git"))) {
      assertThat(commit()).isNotEqualTo(BuildInfo.UNKNOWN);
    }
  }

  private static String commit() {
    return Built.BUILD.commit();
  }

  @Test
  void theArchiveRunsTheDemo() {
    assertRunsTheDemo(built.unpackedArchive().resolve("bin/origin"));
  }

  @Test
  void theDebRunsTheDemo() {
    assertRunsTheDemo(built.unpackedDeb().resolve("usr/bin/origin"));
  }

  private void assertRunsTheDemo(Path origin) {
    Program.Finished finished = built.run(origin, DEMO);
    assertThat(finished.code()).as(finished.out() + finished.err()).isZero();
    assertThat(finished.out()).contains("ready\n").endsWith("every due segment was served\n");
  }

  @Test
  void theArchiveHasWhatAnOperatorNeeds() {
    Path folder = built.unpackedArchive();
    assertThat(
            Stream.of(
                    "LICENSE",
                    "NOTICE",
                    "README.md",
                    "CHANGELOG.md",
                    "origin-sbom.json",
                    "origin.jar",
                    "bin/origin",
                    "docs/operations.md",
                    "docs/licences.md",
                    "docs/cdn/nginx.conf",
                    "charts/live-origin/Chart.yaml",
                    "etc/serve.env",
                    "etc/ingest-a.env",
                    "systemd/live-origin-serve.service",
                    "systemd/live-origin-ingest@.service",
                    "systemd/live-origin.conf")
                .filter(file -> !Files.isRegularFile(folder.resolve(file))))
        .isEmpty();
    assertThat(files(folder).keySet())
        .noneMatch(file -> file.matches("lib/.*(junit|assertj|jazzer|archunit|bench|test).*"))
        .noneMatch(file -> file.contains("/target/") || file.contains("node_modules"));
  }

  /**
   * Byte for byte: the SBOM is of the build that the jars are of. Its subject, origin.jar, has no
   * hash in it.
   */
  @Test
  void theSbomNamesEveryJarAndNoOther() throws IOException {
    Path folder = built.unpackedArchive();
    JsonNode sbom = new ObjectMapper().readTree(folder.resolve("origin-sbom.json").toFile());
    Set<String> named = new TreeSet<>();
    sbom.path("components").forEach(component -> named.add(sha256(component)));
    assertThat(
            files(folder).entrySet().stream()
                .filter(file -> file.getKey().matches("lib/.*\\.jar"))
                .map(Map.Entry::getValue))
        .containsExactlyInAnyOrderElementsOf(named)
        .hasSizeGreaterThan(80);
  }

  private static String sha256(JsonNode component) {
    for (JsonNode hash : component.path("hashes")) {
      if (hash.path("alg").asText().equals("SHA-256")) {
        return hash.path("content").asText();
      }
    }
    throw new AssertionError(component + " has no SHA-256");
  }

  @Test
  void theDebHasTheFilesOfTheArchiveWhereDebianWantsThem() {
    Map<String, String> archive = files(built.unpackedArchive());
    Map<String, String> deb = files(built.unpackedDeb());
    archive.forEach(
        (file, digest) -> assertThat(deb).as(file).containsEntry(inDebian(file), digest));
    assertThat(deb).hasSameSizeAs(archive);
  }

  private static String inDebian(String file) {
    if (file.startsWith("bin/") || file.startsWith("lib/") || file.equals("origin.jar")) {
      return "usr/share/live-origin/" + file;
    }
    if (file.endsWith(".service")) {
      return "usr/lib/systemd/system/" + file.substring("systemd/".length());
    }
    if (file.equals("systemd/live-origin.conf")) {
      return "usr/lib/sysusers.d/live-origin.conf";
    }
    if (file.startsWith("etc/")) {
      return "etc/live-origin/" + file.substring("etc/".length());
    }
    return "usr/share/doc/live-origin/" + (file.equals("LICENSE") ? "copyright" : file);
  }

  @Test
  void theDebSaysWhatItIs() {
    String control = built.host("dpkg-deb", "--field", Built.DEB.toAbsolutePath().toString());
    assertThat(control)
        .contains("Package: live-origin\n")
        .contains("Version: " + Built.BUILD.version() + "\n")
        .contains("Architecture: all\n")
        .contains("java17-runtime-headless")
        .doesNotContain("[[");
    Path scripts = temp.resolve("control");
    built.host("dpkg-deb", "--control", Built.DEB.toAbsolutePath().toString(), scripts.toString());
    assertThat(scripts.resolve("conffiles"))
        .content()
        .isEqualToIgnoringNewLines("/etc/live-origin/ingest-a.env\n/etc/live-origin/serve.env\n");
    for (String script : new String[] {"postinst", "prerm", "postrm"}) {
      assertThat(scripts.resolve(script)).isExecutable();
      built.host("sh", "-n", scripts.resolve(script).toString());
    }
  }

  /** Root owns everything, nobody else writes, and only commands and examples are executable. */
  @Test
  void ownersAndModesDoNotDependOnWhoBuilt() throws IOException {
    for (String listing :
        new String[] {
          built.host("tar", "-tvzf", Built.ARCHIVE.toAbsolutePath().toString()),
          built.host("dpkg-deb", "--contents", Built.DEB.toAbsolutePath().toString())
        }) {
      assertThat(listing.lines())
          .isNotEmpty()
          .allMatch(line -> line.matches("[-dl]\\S+ +(root/root|0/0) .*"), "is root's")
          .allMatch(
              line ->
                  line.startsWith("l")
                      || (line.matches(".*(/bin/origin|/docs/examples/[^/]+\\.sh)")
                              == line.startsWith("-rwxr-xr-x")
                          && line.matches("(-rw-r--r--|-rwxr-xr-x|drwxr-xr-x) .*")),
              "has the mode of its kind");
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(built.unpackedArchive().resolve("bin/origin"))))
        .isEqualTo("rwxr-xr-x");
  }

  /** The second call takes its classes from the archive that the first one left. */
  @Test
  void theFirstCallOfACommandMakesTheNextOnesFaster() throws IOException {
    Path folder = built.unpackedArchive();
    Path origin = folder.resolve("bin/origin");
    String file = folder.resolve("docs/examples/ffmpeg-event.yaml").toString();
    String[] call = {"event", "validate", "-f", file};

    assertThat(built.run(origin, "event", "validate", "-f", "nothing.yaml").code()).isEqualTo(1);
    assertThat(archives()).as("a call that failed leaves nothing").isEmpty();

    Program.Finished first = built.run(origin, call);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(archives()).hasSize(1).allMatch(name -> name.matches("event-[^/]+\\.jsa"));

    Path log = temp.resolve("classes.log");
    Program.Finished second =
        Program.run(
            built.environment(Map.of("ORIGIN_JAVA_OPTS", "-Xlog:class+load:file=" + log)),
            temp.resolve("second"),
            Stream.concat(Stream.of(origin.toString()), Stream.of(call)).toArray(String[]::new));
    assertThat(second).isEqualTo(first);
    assertThat(log)
        .content()
        .containsPattern(
            "io\\.liveorigin\\.standalone\\.OriginMain source: shared objects file \\(top\\)");

    assertThat(built.run(origin, "event", "validate", "-f", "nothing.yaml"))
        .extracting(Program.Finished::code, Program.Finished::out)
        .containsExactly(1, "");
  }

  private Set<String> archives() throws IOException {
    if (!Files.exists(built.cache())) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(built.cache())) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  /** Every file with its digest; links are left out. */
  private static Map<String, String> files(Path folder) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(file -> Files.isRegularFile(file) && !Files.isSymbolicLink(file))
          .forEach(file -> files.put(folder.relativize(file).toString(), sha256(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static String sha256(Path file) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
