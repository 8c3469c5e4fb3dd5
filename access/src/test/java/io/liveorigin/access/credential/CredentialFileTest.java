package io.liveorigin.access.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.error.OriginException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CredentialFileTest {
  private static final String HASH = "sha256:" + "A".repeat(43);
  private static final String GOOD =
      """
      credentials:
        - name: encoder-a
          role: publisher
          tenant: live
          pipelines: [a]
          events: [final]
          secrets:
            - hash: "%s"
              added: 2026-11-29T12:00:00Z
          certificates:
            - "subject:CN=encoder-a,O=Example"
            - dns:encoder-a.example
        - name: ops
          role: operator
          secrets: [{hash: "sha256:%s"}]
      """
          .formatted(HASH, "B".repeat(43));

  private static CredentialFile read(String yaml) {
    return CredentialFile.read(yaml.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFileIsReadAndWritten() {
    CredentialFile file = read(GOOD);

    assertThat(CredentialFile.read(file.write())).usingRecursiveComparison().isEqualTo(file);
    Identity identity = file.named("encoder-a").orElseThrow().identity();
    assertThat(identity.covers(new EventId("live", "final"))).isTrue();
    assertThat(identity.covers(new EventId("live", "other"))).isFalse();
    assertThat(identity.covers(new EventId("other", "final"))).isFalse();
    assertThat(file.named("ops").orElseThrow().identity().tenant()).isEqualTo(Optional.empty());
  }

  @Test
  void aCredentialIsReplacedByName() {
    CredentialFile file = read(GOOD);
    Credential ops = file.named("ops").orElseThrow();

    assertThat(file.with(ops.withSecrets(ops.secrets())).credentials()).hasSize(2);
    assertThat(file.without("ops")).extracting(Credential::name).containsExactly("encoder-a");
  }

  @Test
  void rolesCoverThoseBeforeThemAndAPublisherNone() {
    assertThat(Role.ADMIN.covers(Role.VIEWER)).isTrue();
    assertThat(Role.OPERATOR.covers(Role.OPERATOR)).isTrue();
    assertThat(Role.VIEWER.covers(Role.OPERATOR)).isFalse();
    for (Role role : Role.values()) {
      assertThat(Role.PUBLISHER.covers(role)).as(role.word()).isFalse();
      assertThat(role.covers(Role.PUBLISHER)).as(role.word()).isFalse();
    }
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("credentials: []", "credentials must be 1 to"),
        Arguments.of("{}", "credentials must be 1 to"),
        Arguments.of("", ""),
        Arguments.of(GOOD.replace("name: ops", "name: encoder-a"), "two are named 'encoder-a'"),
        Arguments.of(GOOD.replace("B".repeat(43), "A".repeat(43)), "occurs twice"),
        Arguments.of(GOOD.replace("role: operator", "role: boss"), "viewer, operator or admin"),
        Arguments.of(GOOD.replace("role: publisher", "role: viewer"), "encoder-a.pipelines"),
        Arguments.of(GOOD.replace("    pipelines: [a]\n", ""), "encoder-a.pipelines must be at"),
        Arguments.of(GOOD.replace("    tenant: live\n", ""), "encoder-a.tenant must be the name"),
        Arguments.of(GOOD.replace("tenant: live", "tenant: a/b"), "encoder-a.tenant"),
        Arguments.of(GOOD.replace("[final]", "[final, final]"), "encoder-a.events"),
        Arguments.of(GOOD.replace("[a]", "[a, ]x]"), ""),
        Arguments.of(GOOD.replace(HASH, "plaintext"), "hash must be"),
        Arguments.of(
            GOOD.replace(HASH, "$argon2id$v=19$m=9999999,t=1,p=1$c2FsdHNhbHQ$" + "h".repeat(43)),
            "hash must be"),
        Arguments.of(
            GOOD.replace("subject:CN=encoder-a,O=Example", "CN=encoder-a"), "certificates must be"),
        Arguments.of(
            GOOD.replace("dns:encoder-a.example", "dns:"), "certificates: [1]: must be a string"),
        Arguments.of(
            GOOD.replace("role: operator", "role: operator\n    password: plaintext"),
            "the key is not known; allowed are certificates"),
        Arguments.of(
            GOOD.replace("12:00:00Z", "noon"),
            "added: must be a time such as 2026-11-29T12:00:00Z"));
  }

  /** Without the arguments in its name: reports must not have hashes. */
  @ParameterizedTest(name = "{index}")
  @MethodSource("refused")
  void whatCannotBeMeantIsRefusedByItsKey(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("io.liveorigin")
        .hasMessageNotContaining("plaintext");
  }

  @Test
  void threeSecretsAreOneTooMany() {
    String three =
        Stream.of("C", "D", "E")
            .map(c -> "{hash: \"sha256:" + c.repeat(43) + "\"}")
            .toList()
            .toString();
    assertThatThrownBy(() -> read("credentials: [{name: x, role: admin, secrets: " + three + "}]"))
        .hasMessageContaining("x.secrets must be at most two");
  }

  @Test
  void namesOfCertificatesAreEqualHoweverTheyAreWritten() {
    assertThat(CertificateName.of("subject:CN=Encoder A, O=Example"))
        .isEqualTo(CertificateName.of("subject: cn=encoder a,o=EXAMPLE"));
    assertThat(CertificateName.of("dns:Encoder.Example"))
        .isEqualTo(CertificateName.of("dns:encoder.example"));
    assertThat(CertificateName.of("uri:spiffe://x/A"))
        .isNotEqualTo(CertificateName.of("uri:spiffe://x/a"));
    assertThat(List.of(CertificateName.of("dns:a"), CertificateName.of("email:a")))
        .doesNotHaveDuplicates();
  }
}
