package io.liveorigin.ingest.packager;

import static io.liveorigin.ingest.support.Events.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.ingest.access.ListenerAccess;
import io.liveorigin.ingest.support.Client;
import io.liveorigin.ingest.support.Events;
import io.liveorigin.ingest.support.Ffmpeg;
import io.liveorigin.ingest.support.TestListener;
import io.liveorigin.ingest.upload.UploadLimits;
import io.liveorigin.kafka.record.SegmentRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Real FFmpeg, as it comes, against a real listener. The media is that of the instant at which the
 * listener's clock stands, and is made faster than that passes.
 */
class IngestPackagerIT {
  /** Long enough for audio to drift by more than a frame where it is not cut on the grid. */
  private static final int SEGMENTS = 10;

  private static final int SECONDS = 2 * SEGMENTS;

  /**
   * Times real time. Not unbounded: FFmpeg reads the answer to an upload when it has sent the next,
   * and one that ends with an answer unread resets its connection, and so loses its last upload.
   */
  private static final String RATE = "4";

  private static final long FIRST = NUMBER - SEGMENTS;

  private static final String EVENT =
      """
      {"tenant": "acme", "event": "ff", "pipelines": ["a", "b"],
       "initialization": "INITIALIZATION", "media": "MEDIA",
       "representations": [
         {"id": "VIDEO", "contentType": "video", "codecs": "avc1.64001f", "bandwidth": 600000,
          "timescale": 12800},
         {"id": "AUDIO", "contentType": "audio", "codecs": "mp4a.40.2", "bandwidth": 96000,
          "timescale": 48000}]}
      """;

  private final TestListener listener =
      new TestListener(
          new UploadLimits(4_000_000, 16_000_000, Duration.ofSeconds(20), 32),
          TestListener.delivery(Duration.ofSeconds(10)),
          ListenerAccess.open("a"));

  @AfterEach
  void close() {
    listener.close();
  }

  private void event(String initialization, String media, String video, String audio) {
    LiveEvent event =
        Events.event(
            EVENT
                .replace("INITIALIZATION", initialization)
                .replace("MEDIA", media)
                .replace("VIDEO", video)
                .replace("AUDIO", audio));
    listener.add(event);
  }

  private String base() {
    return listener.uri("/acme/ff").toString();
  }

  private static List<String> source() {
    return source(FIRST, SECONDS);
  }

  /** A synthetic picture and a beep whose media time is that of a segment number. */
  static List<String> source(long first, int seconds) {
    long start = 2 * first;
    return List.of(
        "-readrate",
        RATE,
        "-f",
        "lavfi",
        "-t",
        "" + seconds,
        "-i",
        "testsrc2=size=320x180:rate=25",
        "-readrate",
        RATE,
        "-f",
        "lavfi",
        "-t",
        "" + seconds,
        "-i",
        "sine=frequency=440:sample_rate=48000",
        "-filter_complex",
        "[0:v]setpts=PTS+" + start + "/TB[v];[1:a]asetpts=PTS+" + start + "/TB+1024[s]",
        "-map",
        "[v]",
        "-map",
        "[s]",
        "-fps_mode",
        "passthrough",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-tune",
        "zerolatency",
        "-pix_fmt",
        "yuv420p",
        "-g",
        "50",
        "-keyint_min",
        "50",
        "-sc_threshold",
        "0",
        "-threads",
        "1",
        "-c:a",
        "aac",
        "-b:a",
        "96k",
        "-ac",
        "2");
  }

  static List<String> with(List<String> source, String... more) {
    List<String> all = new ArrayList<>(source);
    all.addAll(List.of(more));
    return all;
  }

  private List<Long> numbers(String representation) {
    return listener.log.stored().stream()
        .filter(s -> s.address().track().representation().equals(representation))
        .filter(s -> s.address() instanceof SegmentAddress)
        .map(s -> ((SegmentAddress) s.address()).number())
        .toList();
  }

  private long inits() {
    return listener.log.stored().stream().filter(s -> s.address() instanceof InitAddress).count();
  }

  private String metrics() throws Exception {
    byte[] body =
        new Client().send("GET", listener.uri("/-/metrics"), Client.sized(new byte[0])).body();
    return new String(body, StandardCharsets.UTF_8);
  }

  private void assertEverySegmentIsThereAndClean(String video, String audio) throws Exception {
    List<Long> expected = LongStream.range(FIRST, FIRST + SEGMENTS).boxed().toList();
    // FFmpeg ends without reading the answers to its last uploads.
    await().untilAsserted(() -> assertThat(numbers(video)).isEqualTo(expected));
    // The beep may end in a segment of some frames more.
    await()
        .untilAsserted(() -> assertThat(numbers(audio)).startsWith(expected.toArray(Long[]::new)));
    assertThat(inits()).isEqualTo(2);
    assertThat(listener.log.stored().stream().filter(IngestPackagerIT::inTheEvent))
        .allSatisfy(segment -> assertThat(segment.defects()).as("%s", segment).isEmpty());
    assertThat(metrics()).doesNotContain("status=\"4").doesNotContain("status=\"5");
  }

  private static boolean inTheEvent(SegmentRecord segment) {
    return !(segment.address() instanceof SegmentAddress media)
        || media.number() < FIRST + SEGMENTS;
  }

  @Test
  void hlsWithAStartNumber() throws Exception {
    event("$RepresentationID$-init.mp4", "$RepresentationID$-$Number$.m4s", "v0", "a0");

    Ffmpeg.Result result =
        Ffmpeg.run(
            with(
                source(),
                "-f",
                "hls",
                "-hls_time",
                "2",
                "-hls_list_size",
                "2",
                "-hls_segment_type",
                "fmp4",
                "-start_number",
                "" + FIRST,
                "-hls_flags",
                "independent_segments+delete_segments",
                "-hls_delete_threshold",
                "1",
                "-hls_segment_options",
                "movflags=+cmaf+frag_discont:fragment_index=" + FIRST,
                "-var_stream_map",
                "v:0,agroup:aud,name:v0 a:0,agroup:aud,name:a0,default:yes",
                "-master_pl_name",
                "master.m3u8",
                "-hls_fmp4_init_filename",
                "%v-init.mp4",
                "-hls_segment_filename",
                base() + "/%v-%d.m4s",
                "-method",
                "PUT",
                "-http_persistent",
                "1",
                "-timeout",
                "5",
                base() + "/%v.m3u8"));

    assertThat(result.exit()).as(result.output()).isZero();
    assertEverySegmentIsThereAndClean("v0", "a0");
    assertThat(metrics()).contains("method=\"DELETE\",pipeline=\"a\",status=\"200\"");
  }

  private Ffmpeg.Result dash(String media, String... options) throws Exception {
    List<String> arguments = with(source(), "-f", "dash");
    arguments.addAll(List.of(options));
    return Ffmpeg.run(
        with(
            arguments,
            "-seg_duration",
            "2",
            "-use_timeline",
            "1",
            "-use_template",
            "1",
            "-init_seg_name",
            "init-$RepresentationID$.mp4",
            "-media_seg_name",
            media,
            "-method",
            "PUT",
            "-http_persistent",
            "1",
            "-timeout",
            "5",
            base() + "/live.mpd"));
  }

  @Test
  void dashWithTimes() throws Exception {
    String media = "chunk-$RepresentationID$-$Time$.m4s";
    event("init-$RepresentationID$.mp4", media, "0", "1");

    Ffmpeg.Result result = dash(media, "-format_options", "movflags=+frag_discont");

    assertThat(result.exit()).as(result.output()).isZero();
    assertEverySegmentIsThereAndClean("0", "1");
  }

  /** The names then have the epoch, and the boxes do not. */
  @Test
  void dashWithoutFragDiscontIsStoredAndFoundDefective() throws Exception {
    String media = "chunk-$RepresentationID$-$Time$.m4s";
    event("init-$RepresentationID$.mp4", media, "0", "1");

    Ffmpeg.Result result = dash(media);

    assertThat(result.exit()).as(result.output()).isZero();
    await().until(() -> numbers("0").size() == SEGMENTS);
    assertThat(
            listener.log.stored().stream()
                .filter(s -> s.address() instanceof SegmentAddress)
                .filter(IngestPackagerIT::inTheEvent))
        .allSatisfy(
            segment ->
                assertThat(segment.defects())
                    .extracting(Defect::name)
                    .containsExactly("decode-time-mismatch"));
  }

  /** FFmpeg ignores a refusal, as long as it keeps its connection. */
  @Test
  void dashWithNumbersThatRestartAtOneIsRefusedAndGoesOn() throws Exception {
    String media = "chunk-$RepresentationID$-$Number$.m4s";
    event("init-$RepresentationID$.mp4", media, "0", "1");

    Ffmpeg.Result result = dash(media);

    assertThat(result.exit()).as(result.output()).isZero();
    assertThat(inits()).isEqualTo(2);
    assertThat(numbers("0")).isEmpty();
    assertThat(metrics()).contains("method=\"PUT\",pipeline=\"a\",status=\"400\"");
  }
}
