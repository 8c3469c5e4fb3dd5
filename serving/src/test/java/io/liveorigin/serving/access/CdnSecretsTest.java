package io.liveorigin.serving.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.OriginException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CdnSecretsTest {
  private static final String ONE = "s3cr3t-canary-0123";
  private static final String OTHER = "s3cr3t-canary-4567";
  private static final String ACME = "s3cr3t-canary-of-acme";
  private static final String YAML =
      """
      # rotated in May
      default: [%s]
      tenants:
        acme: [%s, s3cr3t-canary-before]
      """
          .formatted(ONE, ACME);

  private static boolean admits(CdnSecrets secrets, String path, Optional<String> given) {
    return new SecretTable(secrets).admits(TestReaderRequest.get(path, given));
  }

  private static boolean admits(CdnSecrets secrets, String given) {
    return admits(secrets, "/t/e/x.m4s", Optional.of(given));
  }

  @Test
  void noneAdmitsEverybody() {
    assertThat(admits(CdnSecrets.none(), "/t/e/x", Optional.empty())).isTrue();
    assertThat(admits(CdnSecrets.none(), "whatever")).isTrue();
  }

  @Test
  void eachOfSeveralIsValidAndNothingElse() {
    CdnSecrets secrets = CdnSecrets.read("# valid from Monday\n" + OTHER + "\n\n " + ONE + " \n");

    assertThat(admits(secrets, ONE)).isTrue();
    assertThat(admits(secrets, OTHER)).isTrue();
    for (String wrong : List.of("", ONE + OTHER, ONE.toUpperCase(Locale.ROOT), "0", ONE + "\0")) {
      assertThat(admits(secrets, wrong)).as(wrong).isFalse();
    }
    assertThat(admits(secrets, "/t/e/x", Optional.empty())).isFalse();
  }

  @Test
  void aTenantsPathsNeedItsOwnSecretAndAllOthersTheDefault() {
    CdnSecrets secrets = CdnSecrets.read(YAML);

    for (String path : List.of("/acme/news/v0-1.m4s", "/acme/", "/acme")) {
      assertThat(admits(secrets, path, Optional.of(ACME))).as(path).isTrue();
      assertThat(admits(secrets, path, Optional.of("s3cr3t-canary-before"))).as(path).isTrue();
      assertThat(admits(secrets, path, Optional.of(ONE))).as(path).isFalse();
    }
    for (String path :
        List.of(
            "/t/e/x", "/acm/e/x", "/acmee/e/x", "//acme/e", "/%61cme/e/x", "/ACME/e", "/", "")) {
      assertThat(admits(secrets, path, Optional.of(ONE))).as(path).isTrue();
      assertThat(admits(secrets, path, Optional.of(ACME))).as(path).isFalse();
    }
    assertThat(secrets.of("acme")).containsExactly(ACME, "s3cr3t-canary-before");
    assertThat(secrets.of("t")).containsExactly(ONE);
  }

  /** Else how long a refusal takes would tell which tenants have secrets of their own. */
  @Test
  void everyRequestIsComparedWithAsManySecrets() {
    SecretTable table = new SecretTable(CdnSecrets.read(YAML));
    Set<Integer> counts = new HashSet<>();

    for (String path : List.of("/acme/news/x", "/t/e/x", "/")) {
      for (Optional<String> given :
          List.of(
              Optional.<String>empty(), Optional.of(ONE), Optional.of(ACME), Optional.of("x"))) {
        TestReaderRequest request = TestReaderRequest.get(path, given);
        table.admits(request);
        counts.add(request.comparisons().get());
      }
    }

    assertThat(counts).containsExactly(CdnSecrets.MOST);
  }

  @Property
  void sameBytesAreTheSame(
      @ForAll @Size(min = 1, max = 40) byte[] secret,
      @ForAll @Size(max = 40) byte[] given,
      @ForAll @IntRange(max = 3) int from) {
    for (byte[] candidate : List.of(given, secret, Arrays.copyOf(secret, secret.length + 1))) {
      byte[] around = new byte[candidate.length + 7];
      System.arraycopy(candidate, 0, around, from, candidate.length);
      assertThat(SecretComparison.same(secret, around, from, from + candidate.length))
          .isEqualTo(Arrays.equals(secret, candidate));
    }
  }

  @Test
  void whatCannotBeMeantIsRefusedAndNotPrinted() {
    assertThatThrownBy(() -> CdnSecrets.read("\n# nothing\n"))
        .hasMessage("cdnSecrets must be 1 to 4 secrets, one per line, but there are none");
    assertThatThrownBy(() -> new CdnSecrets(List.of(ONE + 1, ONE + 2, ONE + 3, ONE + 4, ONE + 5)))
        .hasMessage("cdnSecrets must be at most 4 secrets, but there are 5");
    assertThatThrownBy(() -> new CdnSecrets(List.of(ONE, ONE)))
        .hasMessage(
            "default must be secrets that are listed nowhere else, but one is listed twice");
    for (String bad : List.of("only-15-letters", "a secret with spaces", "x".repeat(257))) {
      assertThatThrownBy(() -> new CdnSecrets(List.of(bad)))
          .hasMessageContaining("16 to 256 visible ASCII characters each")
          .hasMessageNotContaining(bad);
    }
    assertThat(CdnSecrets.read(ONE).toString()).isEqualTo("1 secrets");
    assertThat(CdnSecrets.read(YAML).toString()).isEqualTo("1 secrets, others for [acme]");
  }

  @Test
  void aYamlFileThatCannotBeMeantIsRefusedAndNamesTheKey() {
    assertRefused("tenants: {acme: [" + ACME + "]}", "default must have 1 to 4 secrets");
    assertRefused("default: []", "default");
    assertRefused("default: [" + ONE + "]\ntenants: {acme: []}", "tenants.acme must be 1 to 4");
    assertRefused("default: [" + ONE + "]\ntenants: {acme: }", "tenants.acme must be 1 to 4");
    assertRefused(
        "default: [" + ONE + "]\ntenants: {a/b: [" + ACME + "]}", "tenants must be named");
    assertRefused(
        "default: [" + ONE + "]\ntenants: {a: [" + ONE + "]}", "tenants.a must be secrets");
    assertRefused(
        "default: [" + ONE + "]\ntenants: {a: [" + ACME + "], b: [" + ACME + "]}",
        "tenants.b must be secrets");
    assertRefused(
        "default: [" + ONE + "]\ntenant: {a: [" + ACME + "]}",
        "the key is not known; allowed are default, tenants");
    assertRefused("default: [" + ONE + "]\ndefault: [" + OTHER + "]", "");
    assertRefused("default: " + ACME, "default: must be a list");
    assertRefused("default: [" + ACME, "line 1, column ");
    assertRefused(
        "default: [" + ONE + "]\ntenants: " + ACME, "tenants: must be an object with keys");
    assertRefused("default:\n  " + ACME + ": {", "default");
  }

  private static void assertRefused(String yaml, String message) {
    assertThatThrownBy(() -> CdnSecrets.read(yaml))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining(ACME);
  }
}
