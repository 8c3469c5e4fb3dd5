package io.liveorigin.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.ViewRecord;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.serving.cmcd.ViewSettings;
import io.liveorigin.standalone.support.KafkaProbe;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report of a player over HTTP is in the topic {@code views}, beside the decision about it. */
class ViewsIT {
  private static final EventDefinition EVENT = Clip.eventDefinition("t", "e", List.of("a", "b"));
  private static final ClipTrack TRACK = Clip.load().tracks().get(0);
  private static final Track OF = new Track(EVENT.id(), TRACK.representation().id(), 0);

  @TempDir Path directory;

  @Test
  void a_report_is_in_the_partition_of_its_track_and_names_no_viewer() throws Exception {
    try (Stack stack =
        Stack.start(directory, config -> config.withViews(Optional.of(ViewSettings.standard())))) {
      stack.adminHttp().awaitReady();
      stack.declare(EVENT);
      long number = EVENT.schedule().liveEdge(Clock.systemUTC().millis()) - 5;
      String path = new SegmentUrls(EVENT).path(new SegmentAddress(OF, number));
      stack.ingest("a").put(path, TRACK.segment(number, EVENT.schedule()).bytes());
      HttpResponse<byte[]> served =
          Patience.await().until(() -> stack.serving().get(path), r -> r.statusCode() == 200);
      String cmsd = served.headers().firstValue("CMSD-Static").orElseThrow();
      String url = "http://127.0.0.1:" + stack.servingPort() + path + "?CAT=s3cr3t-canary";
      String line =
          "cmsds=\"%s\",e=rr,rc=200,sid=\"s3cr3t-canary\",ts=%d,url=\"%s\",v=2\n"
              .formatted(
                  Base64.getEncoder().encodeToString(cmsd.getBytes(StandardCharsets.US_ASCII)),
                  System.currentTimeMillis(),
                  url);
      assertThat(report(stack, line)).isEqualTo(204);

      KafkaProbe probe = new KafkaProbe(stack.kafka().bootstrapServers());
      TopicPartition partition =
          new TopicPartition(Topics.VIEWS, Partitions.of(OF, stack.kafka().topics().partitions()));
      Patience.await().until(() -> !probe.readAll(partition).isEmpty());
      ConsumerRecord<String, byte[]> record = probe.readAll(partition).get(0);
      assertThat(record.key()).isEqualTo(OF.key());
      assertThat(new String(record.value(), StandardCharsets.UTF_8))
          .doesNotContain("s3cr3t-canary", "127.0.0.1", "http");
      ViewRecord view = ViewRecord.read(record.value());
      assertThat(record.timestamp()).isEqualTo(view.at());
      assertThat(view.number()).hasValue(number);
      assertThat(view.pipeline()).hasValue("a");
      Patience.await().until(() -> stack.metric("serving_views_total") == 1);
    }
  }

  private static int report(Stack stack, String body) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + stack.servingPort() + "/cmcd"))
                .header("Content-Type", "application/cmcd")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
