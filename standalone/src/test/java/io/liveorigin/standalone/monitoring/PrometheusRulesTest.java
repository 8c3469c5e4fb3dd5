package io.liveorigin.standalone.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each alert of {@code docs/monitoring} fires where it should, and in a clean hour none does. */
@NeedsPrometheus
class PrometheusRulesTest {
  private static final Path FOLDER = Path.of("..", "docs", "monitoring");

  @TempDir Path temp;

  @Test
  void theRulesAreWellFormed() throws Exception {
    Programs.Finished check =
        Programs.promtool(temp, "", "check", "rules", FOLDER.resolve("alerts.yaml").toString());
    assertThat(check.exit()).as(check.output()).isZero();
  }

  @Test
  void eachAlertFiresAndACleanHourIsSilent() throws Exception {
    Programs.Finished tests =
        Programs.promtool(temp, "", "test", "rules", FOLDER.resolve("alerts-test.yaml").toString());
    assertThat(tests.exit()).as(tests.output()).isZero();
  }

  /** With a threshold of 14 minutes, a certificate that ends tomorrow raises no alert any more. */
  @Test
  void aRuleThatIsBrokenFailsItsTest() throws Exception {
    String rules = Files.readString(FOLDER.resolve("alerts.yaml"));
    String broken = rules.replace("< 14 * 86400", "< 14 * 60");
    assertThat(broken).isNotEqualTo(rules);
    Files.writeString(temp.resolve("alerts.yaml"), broken);
    Files.copy(FOLDER.resolve("alerts-test.yaml"), temp.resolve("alerts-test.yaml"));
    Programs.Finished tests =
        Programs.promtool(temp, "", "test", "rules", temp.resolve("alerts-test.yaml").toString());
    assertThat(tests.exit()).isNotZero();
    assertThat(tests.output()).contains("OriginCertificateEnds");
  }
}
