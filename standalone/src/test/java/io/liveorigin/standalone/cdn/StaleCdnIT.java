package io.liveorigin.standalone.cdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.testing.Patience;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant: an origin that cannot be reached stops no player that starts, and no cache serves a
 * segment beyond its life: it may have been replaced.
 */
@NeedsCdn
class StaleCdnIT {
  private static final String MANIFEST = "/t/e/" + SegmentUrls.MPD_NAME;

  @TempDir Path directory;

  @Test
  void manifests_may_be_stale_when_the_origin_is_gone_and_segments_never() {
    try (CdnOrigin origin = CdnOrigin.start(directory, UnaryOperator.identity())) {
      List<CdnNodeProcess> nodes =
          List.of(origin.nginx(origin.settings()), origin.varnish(origin.settings()));
      String init =
          new SegmentUrls(origin.definition())
              .path(new InitAddress(new Track(new EventId("t", "e"), "v360", 0)));
      long number = origin.liveEdge() - 5;
      origin.publish("a", "v360", number, origin.bytes("v360", number));
      origin.publish(
          "a",
          "v360",
          number - 1,
          origin.bytes("v360", number - 1),
          "Segment-Defects",
          "dropped-video-frames;count=12");
      origin.awaitServed("v360", number);
      origin.awaitServed("v360", number - 1);
      for (CdnNodeProcess node : nodes) {
        Patience.await().until(() -> node.http().get(MANIFEST).statusCode() == 200);
        assertStatus(node, init, 200);
        assertStatus(node, origin.path("v360", number), 200);
        assertStatus(node, origin.path("v360", number - 1), 200);
      }

      origin.stack().close();

      for (CdnNodeProcess node : nodes) {
        // Its second of life ends, and from then on there is none.
        Patience.await()
            .until(() -> node.http().get(origin.path("v360", number - 1)).statusCode() >= 500);
        HttpResponse<byte[]> manifest = node.http().get(MANIFEST);
        assertThat(manifest.statusCode()).as(node.name()).isEqualTo(200);
        assertThat(new String(manifest.body(), StandardCharsets.UTF_8)).contains("<MPD");
        assertStatus(node, init, 200);
        assertStatus(node, origin.path("v360", number), 200);
      }
    }
  }

  private static void assertStatus(CdnNodeProcess node, String path, int status) {
    assertThat(node.get(path).statusCode()).as(node.name() + path).isEqualTo(status);
  }
}
