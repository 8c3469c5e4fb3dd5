package io.liveorigin.access.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.testing.Bounds;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the file: {@link OriginException} and no other exception, bounded memory and time, and a
 * file that is written and read back. docs/fuzzing.md has how long this has run.
 */
class CredentialFileFuzzTest {
  static Stream<byte[]> files() {
    String hash = "sha256:" + "A".repeat(43);
    return Stream.of(
            "credentials: [{name: a, role: admin, secrets: [{hash: \"" + hash + "\"}]}]",
            "credentials:\n- name: a\n  role: publisher\n  tenant: t\n  pipelines: [a, b]\n"
                + "  events: [e]\n  secrets:\n  - hash: $2b$10$"
                + "a".repeat(53)
                + "\n    added: 2026-11-29T12:00:00Z\n    expires: 2027-11-29T12:00:00Z\n"
                + "  certificates: [\"subject:CN=a\\\\,b,O=\\\"x\\\"\", dns:a.b, uri:a:b, email:a@b]\n",
            "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\ncredentials: *d\n",
            "credentials: &c\n- *c\n",
            "--- !!java.net.URL [http://127.0.0.1]\n",
            "credentials: [{<<: {name: a}, role: admin}]",
            "credentials: " + "[".repeat(300),
            "credentials: " + "{a: ".repeat(300),
            "credentials: [{name: a, role: admin, secrets: [{hash: $argon2id$v=19$m=9999999,t=999,"
                + "p=99$c2FsdHNhbHQ$"
                + "h".repeat(43)
                + "}]}]")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("files")
  @FuzzTest
  void read(byte[] bytes) {
    Optional<CredentialFile> file = Bounds.DOCUMENTS.assertKept(bytes.length, () -> file(bytes));
    if (file.isPresent()
        && !CredentialFile.read(file.get().write()).toString().equals(file.get().toString())) {
      throw new AssertionError("a file changed when it was written: " + file.get());
    }
  }

  private static Optional<CredentialFile> file(byte[] bytes) {
    try {
      return Optional.of(CredentialFile.read(bytes));
    } catch (OriginException e) {
      return Optional.empty();
    }
  }
}
