package io.liveorigin.standalone.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.standalone.process.StopSignal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExporterTest {
  private static final String GAP = "a0-2.m4s";

  private final PublishedView origin = new PublishedView();
  private final List<ExportProgress> told = new ArrayList<>();

  @TempDir Path folder;

  ExporterTest() throws IOException {}

  @AfterEach
  void close() {
    origin.close();
  }

  private Exporter.Result export() {
    return export("2026-11-29T10:00:00Z");
  }

  private Exporter.Result export(String from) {
    return export(from, 2, Duration.ofSeconds(60));
  }

  private Exporter.Result export(String from, int parallel, Duration limit) {
    return Exporter.export(
        new Exporter.Settings(
            origin.uri(),
            Optional.of("secret of the CDN"),
            new EventId("t", "e"),
            Instant.parse(from),
            Instant.parse("2026-11-29T10:00:06Z"),
            folder,
            parallel),
        Duration.ofMillis(1),
        limit,
        told::add,
        new StopSignal());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @Test
  void theFolderHasAllThatItsManifestsName() throws IOException {
    Exporter.Result result = export();

    assertThat(names())
        .containsExactly(
            "SHA256SUMS",
            "a0-1.m4s",
            "a0-3.m4s",
            "a0.m3u8",
            "init-a0-00ff.mp4",
            "init-v0-00ff.mp4",
            "manifest.mpd",
            "master.m3u8",
            "v0-1.m4s",
            "v0-2.m4s",
            "v0-3.m4s",
            "v0-init.mp4",
            "v0.m3u8");
    assertThat(text("v0-2.m4s")).isEqualTo("bytes of v0-2.m4s");
    assertThat(result.gaps()).containsExactly(GAP);
    assertThat(result.progress().fetched()).isEqualTo(8);
    assertThat(told.get(told.size() - 1).done()).isEqualTo(9);
  }

  @Test
  void itsManifestsLieBesideItsSegments() throws IOException {
    export();

    assertThat(text("v0.m3u8"))
        .contains("#EXT-X-MAP:URI=\"init-v0-00ff.mp4\"\n", "\nv0-1.m4s\n", "#EXT-X-ENDLIST\n")
        .doesNotContain("../", "SERVER-CONTROL", "EXT-X-START");
    assertThat(text("manifest.mpd")).contains("type=\"static\"").doesNotContain("BaseURL", "../");
    assertThat(text("master.m3u8")).contains("\nv0.m3u8\n").doesNotContain("STEERING");
  }

  @Test
  void itsSumsAreThoseOfItsFiles() throws IOException {
    export();

    assertThat(text("SHA256SUMS").lines()).hasSize(12);
    for (String line : text("SHA256SUMS").lines().toList()) {
      String[] parts = line.split("  ", 2);
      assertThat(Digest.of(Files.readAllBytes(folder.resolve(parts[1]))).hex()).isEqualTo(parts[0]);
    }
  }

  @Test
  void whatIsThereWithTheRightDigestIsNotFetchedAgain() throws IOException {
    export();
    origin.sent.clear();
    Files.writeString(folder.resolve("v0-2.m4s"), "half of it");
    Files.writeString(folder.resolve("v0-3.m4s.part"), "half of it");
    Files.delete(folder.resolve("a0-1.m4s"));

    ExportProgress progress = export().progress();

    assertThat(origin.sent).contains("v0-2.m4s", "a0-1.m4s").doesNotContain("v0-1.m4s");
    assertThat(progress.kept()).isEqualTo(6);
    assertThat(progress.fetched()).isEqualTo(2);
    assertThat(text("v0-2.m4s")).isEqualTo("bytes of v0-2.m4s");
  }

  @Test
  void anExportThatFailsLeavesNoManifestAndGoesOnLater() throws IOException {
    export();
    origin.faults.put("v0-3.m4s", 403);
    Files.delete(folder.resolve("v0-1.m4s"));
    assertThatThrownBy(() -> export("2026-11-29T10:00:00Z", 1, Duration.ofSeconds(60)))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("403");
    assertThat(names())
        .contains("v0-1.m4s")
        .doesNotContain("manifest.mpd", "master.m3u8", "v0.m3u8", "SHA256SUMS");

    assertThat(export().progress().kept()).isEqualTo(8);
    assertThat(names()).contains("manifest.mpd", "master.m3u8");
  }

  @Test
  void anExportThatIsCompleteStaysSoWhereNothingOfItIsChanged() throws IOException {
    export();
    List<String> complete = names();
    origin.faults.put("v0-3.m4s", 403);

    assertThatThrownBy(this::export).hasMessageContaining("403");

    assertThat(names()).isEqualTo(complete);
  }

  @Test
  void aManifestThatDiffersIsWrittenAgain() throws IOException {
    export();
    Files.writeString(folder.resolve("v0.m3u8"), "another");

    export();

    assertThat(text("v0.m3u8")).contains("#EXT-X-ENDLIST");
    itsSumsAreThoseOfItsFiles();
  }

  @Test
  @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aBodyThatStallsIsAskedForAgain() throws IOException {
    origin.stalls.add("v0-2.m4s");

    export("2026-11-29T10:00:00Z", 2, Duration.ofSeconds(2));

    assertThat(text("v0-2.m4s")).isEqualTo("bytes of v0-2.m4s");
    assertThat(origin.sent.stream().filter("v0-2.m4s"::equals)).hasSize(2);
  }

  @Test
  void aNodeThatCannotSayIsAskedAgain() {
    origin.faults.put("v0-3.m4s", 503);
    origin.faults.put(PublishedView.VIEW + "manifest.mpd", 503);

    assertThat(export().gaps()).containsExactly(GAP);
  }

  @Test
  void anotherSpellingIsFollowed() {
    assertThat(export("2026-11-29T10:00:01Z").progress().fetched()).isEqualTo(8);
  }

  @Test
  void whatTheOriginDoesNotHaveIsToldAndNotKept() throws IOException {
    export();
    origin.bytes.remove("v0-2.m4s");

    assertThat(export().gaps()).containsExactly(GAP, "v0-2.m4s");
    assertThat(names()).doesNotContain("v0-2.m4s");
  }

  @Test
  void whatTheOriginMadeIsKeptAndToldAlsoTheSecondTime() throws IOException {
    origin.fillers.add("v0-2.m4s");

    assertThat(export().filled()).containsExactly("v0-2.m4s");
    assertThat(names()).contains("v0-2.m4s");
    assertThat(export().filled()).containsExactly("v0-2.m4s");
  }

  @Test
  void whatHasExpiredMeanwhileIsKept() throws IOException {
    export();
    origin.bytes.remove("v0-1.m4s");
    origin.codes.put("v0-1.m4s", "expired");

    assertThat(export().gaps()).containsExactly(GAP);
    assertThat(text("v0-1.m4s")).isEqualTo("bytes of v0-1.m4s");
    assertThat(text("SHA256SUMS")).contains("  v0-1.m4s\n");
  }

  @Test
  void whatLiesInAPauseIsAGap() {
    origin.bytes.remove("v0-2.m4s");
    origin.codes.put("v0-2.m4s", "event-paused");

    assertThat(export().gaps()).containsExactly(GAP, "v0-2.m4s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown-event", "no-init-segment", "unknown-path", "not-yet", ""})
  void whatIsNotThereForAnotherReasonIsNoGap(String code) {
    origin.bytes.remove("v0-2.m4s");
    origin.codes.put("v0-2.m4s", code);

    assertThatThrownBy(this::export)
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("v0-2.m4s: ")
        .hasMessageContaining(code.isEmpty() ? "404 without a reason from the origin" : code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v0-init.mp4", "init-v0-00ff.mp4"})
  void nothingPlaysWithoutAnInitSegment(String name) throws IOException {
    origin.bytes.remove(name);

    assertThatThrownBy(this::export)
        .isInstanceOf(ExportException.class)
        .hasMessageContaining(name + ": nobody (never-published)");
    assertThat(names()).doesNotContain("manifest.mpd", "SHA256SUMS");
  }

  @Test
  void theSecretOfTheCdnIsNotTakenToAnotherHost() throws IOException {
    try (PublishedView elsewhere = new PublishedView()) {
      String mpd = PublishedView.VIEW + "manifest.mpd";
      origin.moves.put(mpd, elsewhere.uri() + "/t/e/" + mpd);

      assertThatThrownBy(this::export)
          .isInstanceOf(ExportException.class)
          .hasMessageContaining("redirects to " + elsewhere.uri());
      assertThat(elsewhere.sent).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not a URL"})
  void aMoveThatDoesNotSayWhereToFails(String location) {
    origin.moves.put("v0-2.m4s", location);

    assertThatThrownBy(this::export)
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("redirects without a ");
  }

  @Test
  void segmentsThatNoPlaylistListsAreFetchedForTheMpd() throws IOException {
    // The first is a gap that begins a playlist; the copy of the second came later.
    origin.put(
        PublishedView.VIEW + "a0.m3u8",
        PublishedView.playlist("a0", true).replace("#EXTINF:2.000000,\n../a0-1.m4s\n", ""));
    origin.put("a0-2.m4s", "bytes that came later");

    assertThat(export().gaps()).isEmpty();
    assertThat(text("a0-1.m4s")).isEqualTo("bytes of a0-1.m4s");
    assertThat(text("a0-2.m4s")).isEqualTo("bytes that came later");
  }

  @Test
  void eachPeriodOfTheMpdHasNumbersOfItsOwn() throws IOException {
    String mpd = PublishedView.VIEW + "manifest.mpd";
    String text = new String(origin.bytes.get(mpd), StandardCharsets.UTF_8);
    String period = text.substring(text.indexOf("  <Period"), text.indexOf("</MPD>"));
    String next =
        period
            .replace("id=\"p0\" start=\"PT0S\"", "id=\"p3\" start=\"PT3.999S\"")
            .replace("startNumber=\"1\"", "startNumber=\"3\"");
    origin.put(mpd, text.replace("</MPD>", next + "</MPD>"));

    Exporter.Result result = export();

    assertThat(result.gaps()).containsExactly(GAP);
    assertThat(result.progress().done()).isEqualTo(9);
  }

  @Test
  void namesMayHaveTwoDots() throws IOException {
    origin.put(
        PublishedView.VIEW + "v0.m3u8",
        PublishedView.playlist("v0", false).replace("v0-2.m4s", "v0..b-2.m4s"));
    origin.put("v0..b-2.m4s", "of another id");

    export();

    assertThat(text("v0..b-2.m4s")).isEqualTo("of another id");
  }

  @Test
  void urlsWithTimesAreNotExportedYet() {
    String mpd = PublishedView.VIEW + "manifest.mpd";
    origin.put(
        mpd,
        new String(origin.bytes.get(mpd), StandardCharsets.UTF_8).replace("$Number$", "$Time$"));

    assertThatThrownBy(this::export).hasMessageContaining("$Time$");
  }

  @Test
  void whatGoesOnIsNotExported() {
    origin.put(
        PublishedView.VIEW + "v0.m3u8",
        PublishedView.playlist("v0", false).replace("#EXT-X-ENDLIST\n", ""));

    assertThatThrownBy(this::export).hasMessageContaining("v0.m3u8 has not ended");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../../x", "/etc/passwd", "http://elsewhere.example/x", "../../f/x"})
  void nothingIsWrittenOutsideTheFolder(String uri) {
    origin.put(
        PublishedView.VIEW + "v0.m3u8",
        PublishedView.playlist("v0", false).replace("../v0-2.m4s", uri));

    assertThatThrownBy(this::export).isInstanceOf(ExportException.class);
  }

  @Test
  void bytesThatAreNotThoseOfTheTagAreNotWritten() throws IOException {
    origin.lies.add("v0-2.m4s");

    assertThatThrownBy(this::export)
        .hasMessageContaining("the bytes do not match the entity tag")
        .hasMessageContaining("v0-2.m4s");
    assertThat(names()).doesNotContain("v0-2.m4s", "manifest.mpd");
  }

  @Test
  void textIsThereForBothKindsOfManifest() throws IOException {
    origin.put(
        PublishedView.VIEW + "v0.m3u8",
        PublishedView.playlist("v0", false).replace("v0-2.m4s", "v0-2.m4s.vtt"));
    origin.put("v0-2.m4s.vtt", "WEBVTT");

    export();

    assertThat(names()).contains("v0-2.m4s", "v0-2.m4s.vtt");
  }
}
