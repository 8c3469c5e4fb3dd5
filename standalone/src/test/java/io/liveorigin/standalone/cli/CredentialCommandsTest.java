package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.access.credential.AuthenticationResult;
import io.liveorigin.access.credential.Credential;
import io.liveorigin.access.credential.CredentialFile;
import io.liveorigin.access.credential.CredentialVerifier;
import io.liveorigin.access.credential.PresentedCredential;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialCommandsTest {
  private static final String SHOWN = "secret (shown only once): ";

  @TempDir private Path temp;
  private Path file;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  @BeforeEach
  void name() {
    file = temp.resolve("credentials.yaml");
  }

  private String run(int status, String... args) {
    Terminal terminal = new Terminal();
    assertThat(terminal.run(args)).as(terminal.err()).isEqualTo(status);
    return terminal.out() + terminal.err();
  }

  private String add(String name) {
    return secret(
        run(
            0,
            "credential",
            "add",
            name,
            "--credentials",
            file.toString(),
            "--role",
            "publisher",
            "--tenant",
            "live",
            "--pipeline",
            "a"));
  }

  private static String secret(String out) {
    return out.substring(out.indexOf(SHOWN) + SHOWN.length()).strip();
  }

  private boolean valid(String secret) throws IOException {
    CredentialVerifier verifier =
        new CredentialVerifier(CredentialFile.read(Files.readAllBytes(file)), Clock.systemUTC());
    return verifier.authenticate(new PresentedCredential.Bearer(secret))
        instanceof AuthenticationResult.Known;
  }

  @Test
  void aSecretIsShownOnceAndKeptAsAHashInAFileOfItsOwner() throws IOException {
    String secret = add("encoder-a");

    assertThat(secret).matches("lo_[A-Za-z0-9_-]{43}");
    assertThat(Files.readString(file)).doesNotContain(secret).contains("encoder-a");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(valid(secret)).isTrue();
    assertThat(run(0, "credential", "list", "--credentials", file.toString()))
        .contains("encoder-a", "publisher", "live")
        .doesNotContain("sha256")
        .doesNotContain(secret);
  }

  @Test
  void aSecretIsChangedWithTwoValidAtATime() throws IOException {
    String first = add("encoder-a");
    String second =
        secret(run(0, "credential", "rotate", "encoder-a", "--credentials", file.toString()));
    assertThat(List.of(valid(first), valid(second))).containsExactly(true, true);
    assertThat(run(1, "credential", "rotate", "encoder-a", "--credentials", file.toString()))
        .contains("has two secrets already");

    run(0, "credential", "revoke", "encoder-a", "--oldest", "--credentials", file.toString());

    assertThat(List.of(valid(first), valid(second))).containsExactly(false, true);
    assertThat(
            run(
                1,
                "credential",
                "revoke",
                "encoder-a",
                "--oldest",
                "--credentials",
                file.toString()))
        .contains("has 1 secrets");
  }

  @Test
  void aCredentialIsRevokedUnlessItIsTheOnlyOne() throws IOException {
    String a = add("encoder-a");
    assertThat(run(1, "credential", "revoke", "encoder-a", "--credentials", file.toString()))
        .contains("is the only credential");
    String b = add("encoder-b");

    run(0, "credential", "revoke", "encoder-a", "--credentials", file.toString());

    assertThat(List.of(valid(a), valid(b))).containsExactly(false, true);
  }

  @Test
  void permissionsAndLinksStay() throws IOException {
    add("encoder-a");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(temp.resolve("link.yaml"), file);

    run(0, "credential", "rotate", "encoder-a", "--credentials", link.toString());

    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(Files.list(temp)).hasSize(2);
  }

  /** The service runs as another user than whoever changes the file: it must still read it. */
  @Test
  void ownerAndGroupStay() throws IOException {
    add("encoder-a");
    assumeTrue(givenTo(12_345, 23_456), "only root may give a file away");

    run(0, "credential", "rotate", "encoder-a", "--credentials", file.toString());

    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(12_345);
    assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(23_456);
    assertThat(Files.list(temp)).hasSize(1);
  }

  private boolean givenTo(int uid, int gid) {
    try {
      Files.setAttribute(file, "unix:gid", gid);
      Files.setAttribute(file, "unix:uid", uid);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Each reads what the one before it has written: none brings back what another took away. */
  @Test
  void commandsAtOnceUndoNothingOfEachOther() throws Exception {
    add("encoder-0");
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      String name = "encoder-" + i;
      add(name);
      String[] revoke = {"credential", "revoke", name, "--credentials", file.toString()};
      all.add(CompletableFuture.runAsync(() -> run(0, revoke), threads));
      all.add(CompletableFuture.runAsync(() -> add("new-" + name), threads));
    }
    all.forEach(Patience::get);

    assertThat(CredentialFile.read(Files.readAllBytes(file)).credentials())
        .extracting(Credential::name)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of("encoder-0"),
                    IntStream.rangeClosed(1, 8).mapToObj(i -> "new-encoder-" + i))
                .toList());
    assertThat(Files.list(temp)).hasSize(1);
  }

  @Test
  void aPasswordComesFromAFileAndIsLongEnough() throws IOException {
    Path password = Files.writeString(temp.resolve("password"), "s3cr3t-canary-of-a-person\n");
    String[] call = {
      "credential",
      "add",
      "ops",
      "--credentials",
      file.toString(),
      "--role",
      "operator",
      "--password-file",
      password.toString()
    };
    assertThat(run(0, call)).doesNotContain("s3cr3t").doesNotContain(SHOWN);
    assertThat(Files.readString(file)).contains("$argon2id$").doesNotContain("s3cr3t");

    Files.writeString(password, "short\n");
    call[2] = "ops2";
    assertThat(run(1, call)).contains("at least 12 characters").doesNotContain("short");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "add x --role boss | role must be publisher, viewer, operator or admin",
        "add x --role publisher --tenant t | pipelines must be at least one pipeline",
        "add x --role publisher --pipeline a | tenant must be the name of the credential's tenant",
        "add x --role viewer --pipeline a | only a publisher has pipelines",
        "add a/b --role viewer | credentials.name must be 1 to 64",
        "add x --role viewer --certificate CN=x | certificates must be 'subject:CN=",
        "add x --role viewer --expires 2001-01-01T00:00:00Z | --expires must be later than now",
        "add encoder-a --role viewer | has a credential 'encoder-a' already",
        "rotate nobody | has no credential 'nobody'; it has [encoder-a]",
        "revoke nobody | has no credential 'nobody'",
      })
  void whatCannotBeMeantChangesNothing(String args, String message) throws IOException {
    add("encoder-a");
    byte[] before = Files.readAllBytes(file);
    String[] call = ("credential " + args + " --credentials " + file).split(" ");

    assertThat(run(1, call)).contains(message);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aDryRunSaysWhatWouldChangeAndWritesNothing() throws IOException {
    String of = " --credentials " + file;
    String call = "credential add ops --role operator --dry-run" + of;
    assertThat(run(0, call.split(" ")))
        .isEqualTo(
            "dry run, nothing was changed:\n  credential ops (operator) would be added to "
                + file
                + ", with a new secret\n");
    assertThat(file).doesNotExist();
    add("encoder-a");
    add("encoder-b");
    byte[] before = Files.readAllBytes(file);
    assertThat(run(0, ("credential rotate encoder-a --dry-run" + of).split(" ")))
        .contains("encoder-a would get a second secret")
        .doesNotContain(SHOWN);
    assertThat(run(0, ("credential revoke encoder-a --dry-run" + of).split(" ")))
        .contains("encoder-a would be revoked");
    assertThat(run(1, ("credential revoke encoder-a --oldest --dry-run" + of).split(" ")))
        .contains("has 1 secrets");
    assertThat(run(1, ("credential add encoder-a --role viewer --dry-run" + of).split(" ")))
        .contains("has a credential 'encoder-a' already");
    run(0, ("credential rotate encoder-b" + of).split(" "));
    assertThat(run(0, ("credential revoke encoder-b --oldest --dry-run" + of).split(" ")))
        .contains("the older secret of encoder-b would be revoked");
    assertThat(run(0, ("credential revoke encoder-b --oldest" + of).split(" ")))
        .contains("revoked");
    assertThat(Files.readAllBytes(file)).isNotEqualTo(before);
  }

  @Test
  void theListIsThereAsJsonWithoutWhatIsKeptOfSecrets() throws IOException {
    add("encoder-a");
    JsonNode all =
        WireJson.readTree(
            run(0, "credential", "list", "--json", "--credentials", file.toString())
                .getBytes(StandardCharsets.UTF_8));
    assertThat(all).hasSize(1);
    assertThat(all.get(0).path("name").asText()).isEqualTo("encoder-a");
    assertThat(all.get(0).path("role").asText()).isEqualTo("publisher");
    assertThat(all.get(0).path("secrets")).hasSize(1);
    assertThat(all.get(0).path("secrets").get(0).has("added")).isTrue();
    assertThat(all.toString()).doesNotContain("sha256", "hash");
  }

  @Test
  void aCertificateNeedsNoSecret() throws IOException {
    String out =
        run(
            0,
            "credential",
            "add",
            "encoder-c",
            "--credentials",
            file.toString(),
            "--role",
            "publisher",
            "--tenant",
            "live",
            "--pipeline",
            "a",
            "--certificate",
            "dns:encoder-c.example");
    assertThat(out).doesNotContain(SHOWN);
    assertThat(Files.readString(file)).contains("dns:encoder-c.example");
  }

  @Test
  void anIngestWithoutCredentialsStartsOnlyWhenItIsToldToBeOpen() {
    Terminal terminal = new Terminal();
    assertThat(terminal.run("ingest", "--pipeline", "a", "--kafka", "127.0.0.1:1")).isEqualTo(2);
    assertThat(terminal.err()).contains("give --credentials=FILE").contains("--open");
    assertThat(
            terminal.run(
                "ingest",
                "--pipeline",
                "a",
                "--kafka",
                "127.0.0.1:1",
                "--open",
                "--credentials",
                file.toString()))
        .isEqualTo(2);
  }

  @Test
  void anOpenIngestIsOfOnePipeline() {
    assertThat(run(1, "ingest", "--pipeline", "a,b", "--kafka", "127.0.0.1:1", "--open"))
        .contains("ingest.pipeline must be one name on an open listener");
  }
}
