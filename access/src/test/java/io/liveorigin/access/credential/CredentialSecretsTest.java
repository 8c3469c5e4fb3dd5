package io.liveorigin.access.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.liveorigin.contract.error.OriginException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No credential is in an error or in the text of an object. */
class CredentialSecretsTest {
  private static final String SECRET = "s3cr3t-canary";

  @ParameterizedTest(name = "{index}") // reports are looked through for secrets
  @ValueSource(
      strings = {
        "credentials: [{name: a, role: publisher, secrets: [s3cr3t-canary]}]",
        "credentials: [{name: a, role: publisher, secrets: [{hash: s3cr3t-canary}]}]",
        "credentials: [{name: a, role: s3cr3t-canary}]",
        "credentials: [{name: a, role: publisher, tenant: t, pipelines: ['s3cr3t-canary!']}]",
        "credentials: [{name: a, role: publisher, certificates: [s3cr3t-canary]}]",
        "credentials: [{name: a, password: s3cr3t-canary}]",
        "credentials: [{name: a, s3cr3t-canary: x}]",
        "credentials: [{name: a, secrets: [{hash: 'sha256:x', added: s3cr3t-canary}]}]",
        "credentials:\n  - name: a\n    secrets: @s3cr3t-canary",
        "s3cr3t-canary",
      })
  void aFileThatIsWrongIsNotQuoted(String yaml) {
    Throwable thrown =
        catchThrowable(() -> CredentialFile.read(yaml.getBytes(StandardCharsets.UTF_8)));
    assertThat(thrown).isInstanceOf(OriginException.class);
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(SECRET);
  }

  @Test
  void whatIsPresentedIsNotInItsText() {
    String pair =
        Base64.getEncoder().encodeToString(("user:" + SECRET).getBytes(StandardCharsets.UTF_8));
    for (String field : new String[] {"Basic " + pair, "Bearer " + SECRET, "Digest " + SECRET}) {
      assertThat(PresentedCredential.of(Optional.of(field), Optional.empty()).toString())
          .doesNotContain(SECRET)
          .doesNotContain(pair);
    }
  }

  @Test
  void neitherASecretNorItsHashIsInItsText() {
    GeneratedSecret generated = GeneratedSecret.from(new SecureRandom());
    SecretHash password = SecretHash.ofPassword(SECRET);
    assertThat(generated.toString()).doesNotContain(generated.text());
    for (SecretHash hash : new SecretHash[] {generated.hash(), password}) {
      assertThat(new StoredSecret(hash, Optional.empty(), Optional.empty()).toString())
          .doesNotContain(hash.text())
          .doesNotContain(SECRET);
    }
  }
}
