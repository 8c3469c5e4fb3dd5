package io.liveorigin.serving.cmcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.segment.DefectKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A session keeps a few references of its reports, whatever they say. */
class ReceivedCopyTest {
  private static final long N = ReportedViews.N;

  private static ReceivedCopy copy(String cmsd) {
    ReportedPath path =
        ReportedPath.read(
                "/acme/news/v0-" + N + ".m4s",
                id -> Optional.of(ReportedViews.NEWS).filter(news -> news.id().equals(id)))
            .orElseThrow();
    String base64 = Base64.getEncoder().encodeToString(cmsd.getBytes(StandardCharsets.ISO_8859_1));
    return ReceivedCopy.of(path.event(), path.address().orElseThrow(), Optional.of(base64));
  }

  @Test
  void itsStringsAreThoseOfTheDefinitionAndOfTheKinds() {
    EventDefinition definition = ReportedViews.NEWS.definition();
    ReceivedCopy copy =
        copy("io.liveorigin-pipeline=\"b\", io.liveorigin-defects=(truncated filler)");
    assertThat(copy.pipeline().orElseThrow()).isSameAs(definition.pipelines().get(1));
    assertThat(copy.defects().get(0)).isSameAs(DefectKind.TRUNCATED.wire());
    assertThat(copy.defects().get(1)).isSameAs(DefectKind.FILLER.wire());
    assertThat(copy.address().track().representation())
        .isSameAs(definition.representations().get(0).id());
    assertThat(copy.address().track().event().tenant()).isSameAs(ReportedViews.NEWS.id().tenant());
    assertThat(copy.address().track().event().event()).isSameAs(ReportedViews.NEWS.id().event());
  }

  @Test
  void kindsOfPackagersAreOneWord() {
    String many =
        IntStream.range(0, 16).mapToObj(i -> "x-canary" + i).collect(Collectors.joining(" "));
    assertThat(copy("io.liveorigin-pipeline=\"a\", io.liveorigin-defects=(" + many + ")").defects())
        .isEqualTo(List.of("other"));
  }

  @Test
  void aSessionKeepsItsLatestCopies() {
    ReportedViews views = new ReportedViews(ViewSettings.standard());
    long now = ReportedViews.NOW;
    views.take(now, ReportedViews.state("s", "p", now));
    String cmsd = "io.liveorigin-pipeline=\"a\"";
    for (long number = N; number < N + 16; number++) {
      views.take(now, ReportedViews.response("s", number, cmsd, now));
    }
    views.take(now, ReportedViews.state("s", "r", now), ReportedViews.state("s", "p", now));
    assertThat(views.last().number()).hasValue(N);
    assertThat(views.last().pipeline()).hasValue("a");
    views.take(now, ReportedViews.response("s", N + 16, cmsd, now));
    views.take(now, ReportedViews.state("s", "r", now), ReportedViews.state("s", "p", now));
    assertThat(views.last().number()).hasValue(N);
    assertThat(views.last().pipeline()).as("17 copies ago").isEmpty();
  }
}
