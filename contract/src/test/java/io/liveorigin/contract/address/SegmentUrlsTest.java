package io.liveorigin.contract.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.support.Samples;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentUrlsTest {
  private static final Track V0 = Track.of("acme", "derby", "v0");
  private static final Track A0 = Track.of("acme", "derby", "a0");

  /** The minimal event has v0 (600 kbit/s) and a0 (96 kbit/s). */
  private static SegmentUrls urls(String initialization, String media) {
    return urls(json -> json.put("initialization", initialization).put("media", media));
  }

  private static SegmentUrls urls(Consumer<ObjectNode> change) {
    return new SegmentUrls(Samples.event(change));
  }

  private static SegmentUrls numbered() {
    return urls(json -> {});
  }

  private static SegmentUrls timed(long audioTimescale) {
    return urls(
        json -> {
          json.put("media", "$RepresentationID$-$Time$.m4s");
          ((ObjectNode) json.get("representations").get(0)).put("timescale", 12_800);
          ((ObjectNode) json.get("representations").get(1)).put("timescale", audioTimescale);
        });
  }

  @Test
  void turnsStockNamesIntoAddressesAndBack() {
    SegmentUrls urls = numbered();
    SegmentAddress segment = new SegmentAddress(V0, 895_000_000L);
    InitAddress init = new InitAddress(A0);
    assertThat(urls.path(segment)).isEqualTo("/acme/derby/v0-895000000.m4s");
    assertThat(urls.path(init)).isEqualTo("/acme/derby/a0-init.mp4");
    assertThat(urls.resolve("v0-895000000.m4s")).isEqualTo(new Resource.Media(segment));
    assertThat(urls.resolve("a0-init.mp4")).isEqualTo(new Resource.Init(init));
  }

  private static SegmentUrls withText(String media, String id) {
    return urls(
        json -> {
          json.put("media", media);
          ObjectNode text = (ObjectNode) json.get("representations").get(1);
          text.put("id", id).put("contentType", "text").put("codecs", "wvtt");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$RepresentationID$-$Number$.m4s",
        "$RepresentationID$/$Number%09d$",
        "$Number$/$RepresentationID$",
        "$RepresentationID$-$Number$.vtt"
      })
  void webVttInMp4HasAUrlAsRawWebVtt(String media) {
    SegmentUrls urls = withText(media, "t0");
    SegmentAddress text = new SegmentAddress(Track.of("acme", "derby", "t0"), 7);
    SegmentAddress video = new SegmentAddress(V0, 7);
    String path = urls.textPath(text).substring("/acme/derby/".length());

    assertThat(urls.textPath(text)).isEqualTo(urls.path(text) + ".vtt");
    assertThat(urls.fromPlaylist(text)).isEqualTo(path);
    assertThat(urls.resolve(path)).isEqualTo(new Resource.Text(text));
    assertThat(urls.resolve(path.substring(0, path.length() - 4)))
        .isEqualTo(new Resource.Media(text));
    assertThat(urls.fromPlaylist(video))
        .isEqualTo(urls.path(video).substring("/acme/derby/".length()));
    assertThat(urls.resolve(urls.textPath(video).substring("/acme/derby/".length())))
        .isInstanceOfAny(Resource.Foreign.class, Resource.UnknownRepresentation.class);
  }

  @Test
  void rawWebVttHasNoInitSegment() {
    SegmentUrls urls = withText("$RepresentationID$-$Number$.m4s", "t0");
    String digest = "0123456789abcdef".repeat(4);
    assertThat(urls.initFromPlaylist(new InitAddress(Track.of("acme", "derby", "t0")), digest))
        .isEmpty();
    assertThat(urls.initFromPlaylist(new InitAddress(V0), digest))
        .isEqualTo("init-v0-0123456789abcdef0123456789abcdef.mp4");
  }

  /** Such an event can no longer be declared. */
  @Test
  void aTemplatesOwnUrlGoesFirst() {
    SegmentUrls urls =
        urls(
            json -> {
              json.put("media", "$Number$/$RepresentationID$");
              ObjectNode text = (ObjectNode) json.get("representations").get(1);
              text.put("id", "v0.vtt");
              ObjectNode video = (ObjectNode) json.get("representations").get(0);
              video.put("contentType", "text").put("codecs", "wvtt");
            });
    assertThat(urls.resolve("7/v0.vtt"))
        .isEqualTo(new Resource.Media(new SegmentAddress(Track.of("acme", "derby", "v0.vtt"), 7)));
  }

  @ParameterizedTest
  @CsvSource({
    "/acme/derby/v0-7.m4s, v0-7.m4s",
    "/acme/derby/sub/v0-7.m4s, sub/v0-7.m4s",
    "/acme/derby/, ''",
    "/acme/derby/../x, ../x"
  })
  void splitsThePublishingPointOff(String path, String rest) {
    assertThat(SegmentUrls.split(path))
        .hasValue(new SegmentUrls.Split(new EventId("acme", "derby"), rest));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "//",
        "///",
        "/acme",
        "/acme/derby",
        "acme/derby/x",
        "/acme//x",
        "//derby/x",
        "/../derby/x",
        "/acme/de rby/x",
        "/acme/d%65rby/x",
        "/acme\\derby\\x",
        "/acme/derby\u0000/x"
      })
  void otherPathsAreNobodys(String path) {
    assertThat(SegmentUrls.split(path)).isEmpty();
  }

  @Test
  void longPathsAreNobodys() {
    assertThat(SegmentUrls.split("/acme/derby/" + "a".repeat(500))).isPresent();
    assertThat(SegmentUrls.split("/acme/derby/" + "a".repeat(501))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"manifest.mpd", "master.m3u8", "v0.m3u8", "sub/live.mpd"})
  void recognisesManifests(String name) {
    assertThat(numbered().resolve(name)).isEqualTo(new Resource.Manifest(name));
  }

  @Test
  void tellsAnUndeclaredRepresentationFromAForeignPath() {
    SegmentUrls urls = numbered();
    assertThat(urls.resolve("v9-7.m4s")).isEqualTo(new Resource.UnknownRepresentation("v9"));
    assertThat(urls.resolve("v9-init.mp4")).isEqualTo(new Resource.UnknownRepresentation("v9"));
    assertThat(urls.resolve("v0-7.mp4")).isEqualTo(new Resource.Foreign());
    assertThat(urls.resolve("")).isEqualTo(new Resource.Foreign());
    assertThat(urls.resolve("v0-1000000000001.m4s")).isEqualTo(new Resource.Foreign());
  }

  @Test
  void anInitTemplateThatAlsoMatchesSegmentsHidesNone() {
    SegmentUrls urls = urls("$RepresentationID$.mp4", "$RepresentationID$-$Number$.mp4");
    assertThat(urls.resolve("v0.mp4")).isEqualTo(new Resource.Init(new InitAddress(V0)));
    assertThat(urls.resolve("v0-7.mp4")).isEqualTo(new Resource.Media(new SegmentAddress(V0, 7)));
    assertThat(urls.resolve("v9-7.mp4")).isEqualTo(new Resource.UnknownRepresentation("v9"));
    assertThat(urls.resolve("v9.mp4")).isEqualTo(new Resource.UnknownRepresentation("v9"));
  }

  @Test
  void bandwidthMustBeTheDeclaredOne() {
    SegmentUrls urls =
        urls("$Bandwidth$/$RepresentationID$.mp4", "$Bandwidth$/$RepresentationID$-$Number$.m4s");
    assertThat(urls.path(new SegmentAddress(V0, 7))).isEqualTo("/acme/derby/600000/v0-7.m4s");
    assertThat(urls.resolve("600000/v0-7.m4s"))
        .isEqualTo(new Resource.Media(new SegmentAddress(V0, 7)));
    assertThat(urls.resolve("600001/v0-7.m4s")).isEqualTo(new Resource.Foreign());
    assertThat(urls.resolve("600000/v0.mp4")).isEqualTo(new Resource.Init(new InitAddress(V0)));
    assertThat(urls.resolve("96000/v0.mp4")).isEqualTo(new Resource.Foreign());
  }

  /**
   * FFmpeg's audio: frames of 1024 samples do not divide 2 s, so segment N starts up to a frame
   * after 2 N seconds (observed: 0, 256, 512 and 768 of 48000 in turn).
   */
  @ParameterizedTest
  @ValueSource(longs = {0, 256, 512, 768, -256, -1024, 1024})
  void roundsTimeToTheNearestNumber(long offset) {
    SegmentUrls urls = timed(48_000);
    long number = 895_000_000L;
    long time = number * 2 * 48_000 + offset;
    assertThat(urls.resolve("a0-" + time + ".m4s"))
        .isEqualTo(new Resource.Media(new SegmentAddress(A0, number)));
  }

  @Test
  void timeIsWrittenOnTheGridInTheTimescaleOfTheRepresentation() {
    SegmentUrls urls = timed(48_000);
    assertThat(urls.path(new SegmentAddress(A0, 100))).isEqualTo("/acme/derby/a0-9600000.m4s");
    assertThat(urls.path(new SegmentAddress(V0, 100))).isEqualTo("/acme/derby/v0-2560000.m4s");
  }

  @Test
  void withoutATimescaleTimeIsInTheEventsOwn() {
    SegmentUrls urls =
        urls(
            json -> {
              json.put("media", "$RepresentationID$-$Time$.m4s");
              json.putObject("segmentDuration").put("duration", 60_060).put("timescale", 30_000);
            });
    assertThat(urls.path(new SegmentAddress(V0, 3))).isEqualTo("/acme/derby/v0-180180.m4s");
    assertThat(urls.resolve("v0-180680.m4s"))
        .isEqualTo(new Resource.Media(new SegmentAddress(V0, 3)));
  }

  /** The border between two numbers is half a segment. */
  @Test
  void timeFurtherOffBelongsToTheNeighbour() {
    SegmentUrls urls = timed(48_000);
    assertThat(number(urls, "a0-" + (10 * 96_000 + 47_999) + ".m4s")).hasValue(10L);
    assertThat(number(urls, "a0-" + (10 * 96_000 + 48_000) + ".m4s")).hasValue(11L);
    assertThat(number(urls, "a0-" + (10 * 96_000 - 48_000) + ".m4s")).hasValue(10L);
    assertThat(number(urls, "a0-" + (10 * 96_000 - 48_001) + ".m4s")).hasValue(9L);
  }

  private static Optional<Long> number(SegmentUrls urls, String rest) {
    return urls.resolve(rest) instanceof Resource.Media media
        ? Optional.of(media.address().number())
        : Optional.empty();
  }

  @Test
  void anEnormousTimeIsForeignAndNotAFailure() {
    SegmentUrls urls =
        urls(
            json -> {
              json.put("media", "$RepresentationID$-$Time$.m4s");
              json.putObject("segmentDuration")
                  .put("duration", 9_000_000)
                  .put("timescale", 9_000_000);
              ((ObjectNode) json.get("representations").get(0)).put("timescale", 1);
            });
    assertThat(urls.resolve("v0-999999999999999999.m4s")).isEqualTo(new Resource.Foreign());
    assertThatCode(() -> urls.path(new SegmentAddress(V0, SegmentAddress.MAX_NUMBER)))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesToWriteWhatTheEventDoesNotHave() {
    SegmentUrls urls = numbered();
    Track foreign = Track.of("acme", "other", "v0");
    assertThatThrownBy(() -> urls.path(new InitAddress(foreign)))
        .isInstanceOfSatisfying(
            OriginException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_REPRESENTATION))
        .hasMessage("acme/other/v0 is not a representation of acme/derby");
    assertThatThrownBy(() -> urls.path(new SegmentAddress(Track.of("acme", "derby", "v9"), 1)))
        .hasMessage("acme/derby/v9 is not a representation of acme/derby");
  }

  @Provide
  Arbitrary<SegmentUrls> events() {
    return Arbitraries.of(
            "$RepresentationID$-$Number$.m4s",
            "$RepresentationID$/$Number%09d$.m4s",
            "$RepresentationID$-$Time$.m4s",
            "$Bandwidth$/$RepresentationID$/$Time%012d$",
            "x$$/$RepresentationID$_$Bandwidth%08d$_$Number$")
        .map(media -> urls("i/$RepresentationID$.mp4", media));
  }

  @Property
  void aPathLeadsBackToItsAddress(
      @ForAll("events") SegmentUrls urls, @ForAll @LongRange(max = 10_000_000_000L) long number) {
    for (Track track : new Track[] {V0, A0}) {
      SegmentAddress address = new SegmentAddress(track, number);
      SegmentUrls.Split split = SegmentUrls.split(urls.path(address)).orElseThrow();
      assertThat(split.event()).isEqualTo(address.track().event());
      assertThat(urls.resolve(split.rest())).isEqualTo(new Resource.Media(address));
    }
  }

  @Property
  void noPathThrows(@ForAll("events") SegmentUrls urls, @ForAll("hostile") String path) {
    assertThatCode(
            () -> {
              assertThat(urls.resolve(path)).isNotNull();
              SegmentUrls.split(path).ifPresent(s -> assertThat(s.rest()).isNotNull());
            })
        .doesNotThrowAnyException();
  }

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(15).ofMaxLength(25);
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(600),
        Arbitraries.strings().withChars("/.%$va0-").ofMaxLength(600),
        digits.map(d -> "v0-" + d + ".m4s"),
        digits.map(d -> "600000/v0/" + d),
        digits.map(d -> "v0/" + d + ".m4s"));
  }
}
