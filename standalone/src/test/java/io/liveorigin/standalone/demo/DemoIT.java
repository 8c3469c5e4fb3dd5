package io.liveorigin.standalone.demo;

import static io.liveorigin.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.DeserializationFeature;
import io.lindstrom.mpd.MPDParser;
import io.lindstrom.mpd.data.AdaptationSet;
import io.lindstrom.mpd.data.MPD;
import io.lindstrom.mpd.data.PresentationType;
import io.lindstrom.mpd.data.Representation;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.standalone.process.StopSignal;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo on real Kafka and real HTTP, all ports free ones. */
class DemoIT {
  @TempDir Path temp;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void inAMinuteOfFaultsEveryDueSegmentIsServed() throws Exception {
    try (Run run = new Run(settings(60, Optional.empty()))) {
      MPD mpd = parseStrictly(manifest(run.urls()));
      assertThat(mpd.getType()).isEqualTo(PresentationType.DYNAMIC);
      assertThat(mpd.getTimeShiftBufferDepth()).isLessThanOrEqualTo(Duration.ofMinutes(5));
      assertThat(
              mpd.getPeriods().get(0).getAdaptationSets().stream()
                  .map(AdaptationSet::getRepresentations)
                  .flatMap(List::stream)
                  .map(Representation::getId))
          .containsExactlyInAnyOrder("v360", "v180", "a96");

      DemoSummary summary = run.summary();
      assertThat(summary.missed()).isEmpty();
      assertThat(summary.complete()).isTrue();
      assertThat(summary.duePerRepresentation()).isBetween(28L, 32L);
      assertThat(summary.tally().refused()).as("404 and 410 at the live edge").isZero();
      assertThat(summary.tally().held()).isPositive();
      assertTheFaultsShow(summary);
    }
  }

  private static void assertTheFaultsShow(DemoSummary summary) {
    assertThat(copy(summary, "v360", 2).pipeline()).as("a dropped it").isEqualTo("b");
    assertThat(copy(summary, "v360", 4).defective()).as("b's is bad, a's is not").isFalse();
    Visit.Copy bothBad = copy(summary, "v360", 6);
    assertThat(bothBad.pipeline()).isEqualTo("a");
    assertThat(bothBad.defects())
        .as("declared, and found by ingest as well")
        .extracting(Defect::name, Defect::source)
        .containsExactly(
            tuple("dropped-video-frames", DefectSource.PACKAGER),
            tuple("dropped-video-frames", DefectSource.INGEST));
    assertThat(copy(summary, "v180", 5).pipeline()).as("a lied").isEqualTo("b");
    assertThat(copy(summary, "a96", 7).pipeline()).as("a's sound has a gap").isEqualTo("b");
    for (String representation : summary.visits().keySet()) {
      for (int number = 8; number <= 12; number++) {
        assertThat(copy(summary, representation, number).pipeline())
            .as("a was silent")
            .isEqualTo("b");
      }
      assertThat(summary.visits().get(representation))
          .as("the demo begins and ends with a")
          .anyMatch(visit -> from(visit, "a"));
    }
    assertThat(summary.tally().defective()).isEqualTo(1);
  }

  private static boolean from(Visit visit, String pipeline) {
    return visit.copy().filter(copy -> copy.pipeline().equals(pipeline)).isPresent();
  }

  private static Visit.Copy copy(DemoSummary summary, String representation, int relative) {
    Visit visit = summary.visits().get(representation).get(relative);
    assertThat(visit.address().number()).isEqualTo(summary.first() + relative);
    return visit.copy().orElseThrow();
  }

  @Test
  void aRestartOnTheSameDataGoesOn() throws Exception {
    DemoSummary before;
    try (Run run = new Run(settings(8, Optional.of(temp)))) {
      before = run.summary();
      assertThat(before.complete()).isTrue();
      assertThat(before.due()).isPositive();
    }
    try (Run run = new Run(settings(8, Optional.of(temp)))) {
      for (Visit old : before.all()) {
        Visit.Copy copy = old.copy().orElseThrow();
        HttpResponse<byte[]> answer = get(segment(run.urls(), old));
        assertThat(answer.statusCode()).as("%s", old.address()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).contains(copy.etag());
        assertThat(answer.headers().firstValue("Origin-Pipeline")).contains(copy.pipeline());
      }
      DemoSummary after = run.summary();
      assertThat(after.complete()).isTrue();
      assertThat(after.due()).isPositive();
      assertThat(after.first()).isGreaterThan(before.last());
    }
  }

  private static DemoSettings settings(int seconds, Optional<Path> data) {
    return new DemoSettings(
        Optional.of(Duration.ofSeconds(seconds)), data, false, DemoSettings.Ports.free());
  }

  private static URI segment(DemoUrls urls, Visit visit) {
    return urls.manifest()
        .resolve(
            visit.address().track().representation() + "-" + visit.address().number() + ".m4s");
  }

  /** As soon as the first init segments are there, and players are told what they see. */
  private String manifest(DemoUrls urls) {
    HttpResponse<byte[]> answer =
        await()
            .pollInterval(Duration.ofMillis(100))
            .until(() -> get(urls.manifest()), DemoIT::listsAll);
    return text(answer);
  }

  private static boolean listsAll(HttpResponse<byte[]> answer) {
    return answer.statusCode() == 200
        && answer.headers().firstValue("Event-Notifications").orElse("").contains("The demo")
        && Stream.of("v360", "v180", "a96").allMatch(text(answer)::contains);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> get(URI url) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
  }

  /** Any attribute or element that the schema does not have is an error. */
  /** The parser has never heard of FailoverContent, which is there where a packager was late. */
  private static MPD parseStrictly(String document) throws IOException {
    String known = document.replaceAll("(?s)<FailoverContent.*?</FailoverContent>", "");
    return new MPDParser(
            MPDParser.defaultObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE))
        .parse(known);
  }

  /** A demo on a thread of its own. */
  private static final class Run implements AutoCloseable {
    private final StopSignal stop = new StopSignal();
    private final CompletableFuture<DemoUrls> urls = new CompletableFuture<>();
    private final CompletableFuture<DemoSummary> summary = new CompletableFuture<>();
    private final Thread thread;

    Run(DemoSettings settings) {
      DemoListener listener =
          new DemoListener() {
            @Override
            public void ready(DemoUrls where) {
              urls.complete(where);
            }

            @Override
            public void progress(DemoProgress progress) {}
          };
      thread =
          new Thread(
              () -> {
                try {
                  summary.complete(new Demo(settings, Clock.systemUTC()).run(stop, listener));
                } catch (Throwable e) {
                  urls.completeExceptionally(e);
                  summary.completeExceptionally(e);
                }
              },
              "demo");
      thread.start();
    }

    DemoUrls urls() {
      return Patience.get(urls);
    }

    DemoSummary summary() {
      urls();
      return Patience.get(summary);
    }

    @Override
    public void close() throws InterruptedException {
      stop.request();
      thread.join(Patience.LIMIT.toMillis());
    }
  }
}
