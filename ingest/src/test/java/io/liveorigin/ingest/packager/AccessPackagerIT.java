package io.liveorigin.ingest.packager;

import static io.liveorigin.ingest.support.Events.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.access.authority.CertificateSubject;
import io.liveorigin.access.authority.IssuedCertificate;
import io.liveorigin.access.credential.CertificateName;
import io.liveorigin.access.credential.Credential;
import io.liveorigin.access.credential.CredentialFile;
import io.liveorigin.access.credential.CredentialVerifier;
import io.liveorigin.access.credential.GeneratedSecret;
import io.liveorigin.access.credential.Role;
import io.liveorigin.access.credential.StoredSecret;
import io.liveorigin.access.file.WatchedFiles;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.ingest.access.CredentialAccess;
import io.liveorigin.ingest.support.Events;
import io.liveorigin.ingest.support.Ffmpeg;
import io.liveorigin.ingest.support.TestListener;
import io.liveorigin.ingest.support.TestTls;
import io.liveorigin.ingest.upload.UploadLimits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real FFmpeg, by https, with a password that changes, and with a client certificate. */
class AccessPackagerIT {
  private static final Logger LOG = LoggerFactory.getLogger(AccessPackagerIT.class);

  /** 40 s in two halves. */
  private static final int HALF = 10;

  private static final long FIRST = NUMBER - 2 * HALF;
  private static final String EVENT =
      """
      {"tenant": "acme", "event": "ff", "pipelines": ["a"],
       "initialization": "INIT", "media": "MEDIA",
       "representations": [
         {"id": "VIDEO", "contentType": "video", "codecs": "avc1.64001f", "bandwidth": 600000,
          "timescale": 12800},
         {"id": "AUDIO", "contentType": "audio", "codecs": "mp4a.40.2", "bandwidth": 96000,
          "timescale": 48000}]}
      """;

  private final TestTls tls = new TestTls();
  private final SecureRandom random = new SecureRandom();
  private final GeneratedSecret old = GeneratedSecret.from(random);
  private final GeneratedSecret fresh = GeneratedSecret.from(random);

  @TempDir private Path directory;
  private Path file;
  private WatchedFiles<CredentialVerifier> verifier;
  private TestListener listener;

  @BeforeEach
  void open() throws IOException {
    file = directory.resolve("credentials.yaml");
    credentials(List.of(old), List.of("dns:encoder.example"));
    verifier = CredentialVerifier.watch(file, Clock.systemUTC());
    listener =
        new TestListener(
            List.of("a"),
            new UploadLimits(4_000_000, 16_000_000, Duration.ofSeconds(20), 32),
            TestListener.delivery(Duration.ofSeconds(10)),
            new CredentialAccess(verifier, List.of("a"), System::nanoTime),
            Optional.of(tls));
  }

  @AfterEach
  void close() {
    listener.close();
    verifier.close();
  }

  /** Changes the file, as an operator does while everything runs. */
  private void credentials(List<GeneratedSecret> secrets, List<String> certificates)
      throws IOException {
    Credential credential =
        new Credential(
            "encoder",
            Role.PUBLISHER,
            Optional.of("acme"),
            List.of("a"),
            List.of(),
            secrets.stream()
                .map(s -> new StoredSecret(s.hash(), Optional.empty(), Optional.empty()))
                .toList(),
            certificates.stream().map(CertificateName::of).toList());
    Files.write(file, new CredentialFile(List.of(credential)).write());
  }

  private void event(String initialization, String media, String video, String audio) {
    listener.add(
        Events.event(
            EVENT
                .replace("INIT", initialization)
                .replace("MEDIA", media)
                .replace("VIDEO", video)
                .replace("AUDIO", audio)));
  }

  private Ffmpeg.Result hls(long first, int segments, GeneratedSecret secret) throws Exception {
    String base = "https://encoder:" + secret.text() + "@127.0.0.1:" + listener.port() + "/acme/ff";
    return Ffmpeg.run(
        IngestPackagerIT.with(
            IngestPackagerIT.source(first, 2 * segments),
            "-f",
            "hls",
            "-hls_time",
            "2",
            "-hls_segment_type",
            "fmp4",
            "-start_number",
            "" + first,
            "-hls_segment_options",
            "movflags=+cmaf+frag_discont:fragment_index=" + first,
            "-var_stream_map",
            "v:0,agroup:aud,name:v0 a:0,agroup:aud,name:a0,default:yes",
            "-master_pl_name",
            "master.m3u8",
            "-hls_fmp4_init_filename",
            "%v-init.mp4",
            "-hls_segment_filename",
            base + "/%v-%d.m4s",
            "-method",
            "PUT",
            "-http_persistent",
            "1",
            "-timeout",
            "5",
            base + "/%v.m3u8"));
  }

  private List<Long> numbers(String representation, long before) {
    return listener.log.stored().stream()
        .filter(s -> s.address().track().representation().equals(representation))
        .filter(s -> s.address() instanceof SegmentAddress)
        .map(s -> ((SegmentAddress) s.address()).number())
        .distinct()
        .filter(number -> number < before)
        .toList();
  }

  /**
   * Each process publishes one segment more than is looked for: FFmpeg ends without waiting for the
   * answer to its last upload, and may reset its connection before all of it was read.
   */
  private void assertStored(long first, int count, String... representations) {
    List<Long> expected = LongStream.range(first, first + count).boxed().toList();
    for (String representation : representations) {
      await()
          .untilAsserted(
              () -> assertThat(numbers(representation, first + count)).isEqualTo(expected));
    }
  }

  private int put(GeneratedSecret secret) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("https://127.0.0.1:" + listener.port() + "/acme/ff/v0.m3u8"))
            .header("Authorization", "Bearer " + secret.text())
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    return HttpClient.newBuilder()
        .sslContext(tls.client())
        .build()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void aPasswordIsChangedInTheMiddleAndNoSegmentIsLost() throws Exception {
    event("$RepresentationID$-init.mp4", "$RepresentationID$-$Number$.m4s", "v0", "a0");

    CompletableFuture<Ffmpeg.Result> running =
        CompletableFuture.supplyAsync(() -> uninterrupted(() -> hls(FIRST, HALF + 1, old)));
    await().until(() -> !numbers("v0", NUMBER).isEmpty());
    credentials(List.of(old, fresh), List.of());
    Ffmpeg.Result first = running.get(2, TimeUnit.MINUTES);
    await().until(() -> put(fresh) == 200);
    Ffmpeg.Result second = hls(FIRST + HALF, HALF + 1, fresh);

    assertThat(first.exit()).as(first.output()).isZero();
    assertThat(second.exit()).as(second.output()).isZero();
    assertStored(FIRST, 2 * HALF, "v0", "a0");

    long revoked = System.nanoTime();
    credentials(List.of(fresh), List.of());
    await().pollInterval(Duration.ofMillis(20)).until(() -> put(old) == 403);
    LOG.warn("refused {} ms after it was revoked", (System.nanoTime() - revoked) / 1_000_000);
    assertThat(put(fresh)).isEqualTo(200);
  }

  private static <T> T uninterrupted(Callable<T> task) {
    try {
      return task.call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aClientCertificateIsEnough() throws Exception {
    String media = "chunk-$RepresentationID$-$Time$.m4s";
    event("init-$RepresentationID$.mp4", media, "0", "1");
    IssuedCertificate encoder =
        tls.authority.issue(
            new CertificateSubject(
                "encoder",
                List.of("encoder.example"),
                true,
                TestTls.subject("x").from(),
                TestTls.subject("x").until()));
    encoder.write(directory, "encoder");

    Ffmpeg.Result result = dash(media, "cert_file=%s/encoder.pem:key_file=%s/encoder.key");

    assertThat(result.exit()).as(result.output()).isZero();
    assertStored(FIRST, HALF, "0", "1");

    // What is cut off, if anything, is after those: see assertStored().
    assertThat(listener.told)
        .allSatisfy(told -> assertThat(told.code()).isEqualTo("body-truncated"));

    // FFmpeg goes on when it is refused, and ends with 0.
    int stored = listener.log.stored().size();
    dash(media, "tls_verify=0");
    assertThat(listener.log.stored()).hasSize(stored);
    assertThat(listener.told)
        .anySatisfy(told -> assertThat(told.code()).isEqualTo("no-credential"));
  }

  private Ffmpeg.Result dash(String media, String options) throws Exception {
    return Ffmpeg.run(
        Stream.concat(
                IngestPackagerIT.source(FIRST, 2 * (HALF + 1)).stream(),
                Stream.of(
                    "-f",
                    "dash",
                    "-format_options",
                    "movflags=+frag_discont",
                    "-seg_duration",
                    "2",
                    "-init_seg_name",
                    "init-$RepresentationID$.mp4",
                    "-media_seg_name",
                    media,
                    "-method",
                    "PUT",
                    "-http_persistent",
                    "1",
                    "-http_opts",
                    options.replace("%s", directory.toString()),
                    "https://127.0.0.1:" + listener.port() + "/acme/ff/live.mpd"))
            .toList());
  }
}
