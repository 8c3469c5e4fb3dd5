package io.liveorigin.serving.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CdnSecretsTest {
  private static final String ONE = "s3cr3t-canary-0123";
  private static final String OTHER = "s3cr3t-canary-4567";

  @Test
  void noneAdmitsEverybody() {
    assertThat(CdnSecrets.none().admit(Optional.empty())).isTrue();
    assertThat(CdnSecrets.none().admit(Optional.of("whatever"))).isTrue();
  }

  @Test
  void eachOfTwoIsValidAndNothingElse() {
    CdnSecrets secrets = CdnSecrets.read("# valid from Monday\n" + OTHER + "\n\n " + ONE + " \n");

    assertThat(secrets.admit(Optional.of(ONE))).isTrue();
    assertThat(secrets.admit(Optional.of(OTHER))).isTrue();
    for (String wrong : List.of("", ONE + OTHER, ONE.toUpperCase(java.util.Locale.ROOT), "0")) {
      assertThat(secrets.admit(Optional.of(wrong))).as(wrong).isFalse();
    }
    assertThat(secrets.admit(Optional.empty())).isFalse();
  }

  @Test
  void whatCannotBeMeantIsRefusedAndNotPrinted() {
    assertThatThrownBy(() -> CdnSecrets.read("\n# nothing\n"))
        .hasMessage("cdnSecrets must be one or two secrets, a line each, but are none");
    assertThatThrownBy(() -> new CdnSecrets(List.of(ONE, OTHER, ONE)))
        .hasMessage("cdnSecrets must be at most 2 secrets, but are 3");
    for (String bad : List.of("only-15-letters", "a secret with spaces", "x".repeat(257))) {
      assertThatThrownBy(() -> new CdnSecrets(List.of(bad)))
          .hasMessageContaining("16 to 256 visible ASCII characters each")
          .hasMessageNotContaining(bad);
    }
    assertThat(CdnSecrets.read(ONE).toString()).isEqualTo("1 secrets");
  }
}
