package io.liveorigin.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PresentedTokenTest {
  private static Optional<String> find(List<String> lines, String query) {
    TokenRequest request =
        new TokenRequest() {
          @Override
          public String method() {
            return "GET";
          }

          @Override
          public String path() {
            return "/";
          }

          @Override
          public List<String> field(String name) {
            return name.equals("cta-common-access-token") ? lines : List.of();
          }
        };
    return PresentedToken.of(request, query);
  }

  @Test
  void theHeaderGoesBeforeTheQuery() {
    assertThat(find(List.of("h"), "CAT=q")).contains("h");
    assertThat(find(List.of(), "CAT=q")).contains("q");
    assertThat(find(List.of(), "a=1&cat=q%3D%3d&b")).contains("q==");
    assertThat(find(List.of(), "CAT=")).contains("");
  }

  @Test
  void thereIsNoneElsewhere() {
    for (String query : List.of("", "&", "XCAT=q", "CATX=q", "CAT", "a=CAT=q", "&&a&")) {
      assertThat(find(List.of(), query)).as(query).isEmpty();
    }
  }

  @Test
  void ofSeveralNoneCounts() {
    assertThat(find(List.of("h", "h"), "")).contains("");
    assertThat(find(List.of(), "CAT=q&CAT=q")).contains("");
    assertThat(find(List.of(), "CAT=&cat=q")).contains("");
  }
}
