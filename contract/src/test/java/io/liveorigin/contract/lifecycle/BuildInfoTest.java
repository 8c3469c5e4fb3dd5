package io.liveorigin.contract.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class BuildInfoTest {
  @Test
  void it_says_what_the_build_wrote() {
    assertThat(of("0.2.0", "a1557f3e0c2b-dirty"))
        .isEqualTo(new BuildInfo("0.2.0", "a1557f3e0c2b-dirty"));
  }

  /** Outside a git repository Maven knows no commit and leaves the property unchanged. */
  @Test
  void what_the_build_did_not_know_is_unknown() {
    assertThat(of("0.2.0", "${git.commit}")).isEqualTo(new BuildInfo("0.2.0", BuildInfo.UNKNOWN));
    assertThat(of("", " ")).isEqualTo(new BuildInfo(BuildInfo.UNKNOWN, BuildInfo.UNKNOWN));
    assertThat(BuildInfo.of(new Properties()).commit()).isEqualTo(BuildInfo.UNKNOWN);
  }

  @Test
  void the_running_classes_say_something() {
    assertThat(BuildInfo.ofThisBuild().version()).isNotBlank();
    assertThat(BuildInfo.ofThisBuild().commit()).isNotBlank();
  }

  private static BuildInfo of(String version, String commit) {
    Properties properties = new Properties();
    properties.setProperty("version", version);
    properties.setProperty("commit", commit);
    return BuildInfo.of(properties);
  }
}
