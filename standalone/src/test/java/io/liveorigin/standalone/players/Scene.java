package io.liveorigin.standalone.players;

import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.lifecycle.Closer;
import io.liveorigin.serving.invalidation.CdnNode;
import io.liveorigin.serving.invalidation.PurgeStyle;
import io.liveorigin.standalone.cdn.CdnNodeProcess;
import io.liveorigin.standalone.cdn.CdnOrigin;
import io.liveorigin.standalone.cdn.CdnSettings;
import io.liveorigin.standalone.cdn.Nginx;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An origin that is fed, and nginx and Varnish in front of it with the configurations that we ship,
 * both of which are told what to forget.
 */
public final class Scene implements AutoCloseable {
  private final Closer closer = new Closer();
  private final CdnOrigin origin;
  private final List<CdnNodeProcess> nodes;
  private final Feed feed;

  private Scene(Path directory, EventDefinition event) {
    int nginx = CdnNodeProcess.freePort();
    int varnish = CdnNodeProcess.freePort();
    List<CdnNode> told =
        List.of(
            new CdnNode(
                "nginx",
                URI.create("http://127.0.0.1:" + nginx),
                PurgeStyle.REFRESH,
                Map.of(Nginx.REFRESH, CdnSettings.REFRESH)),
            new CdnNode(
                "varnish", URI.create("http://127.0.0.1:" + varnish), PurgeStyle.BAN, Map.of()));
    origin = closer.add(CdnOrigin.start(directory, event, config -> config.withCdnNodes(told)));
    nodes = List.of(origin.nginx(origin.settings(nginx)), origin.varnish(origin.settings(varnish)));
    feed = closer.add(Feed.start(origin));
  }

  /**
   * Returns when so many segments have been due since the first one was published, and every
   * playlist has as many as it begins with.
   */
  public static Scene open(Path directory, EventDefinition event, int segments) {
    Scene scene = new Scene(directory, event);
    Patience.await().until(() -> scene.edge() >= scene.feed.first() + segments);
    event.representations().forEach(each -> Patience.await().until(() -> scene.lists(each.id())));
    return scene;
  }

  private boolean lists(String representation) throws IOException {
    URI playlist =
        URI.create(
            "http://127.0.0.1:%d/%s/%s"
                .formatted(
                    nodes.get(0).port(),
                    origin.definition().id(),
                    SegmentUrls.mediaPlaylistName(representation)));
    HttpURLConnection asked = (HttpURLConnection) playlist.toURL().openConnection();
    try {
      return asked.getResponseCode() == HttpURLConnection.HTTP_OK;
    } finally {
      asked.disconnect();
    }
  }

  /** nginx and Varnish. */
  public List<CdnNodeProcess> nodes() {
    return nodes;
  }

  /** Each kind by one of the nodes, in turn. */
  List<SessionPlan> plans(List<SessionPlan.Kind> kinds, long seconds) {
    List<SessionPlan> plans = new ArrayList<>();
    for (SessionPlan.Kind kind : kinds) {
      CdnNodeProcess node = nodes.get(plans.size() % nodes.size());
      plans.add(kind.watch(origin.definition(), node.name(), node.port(), seconds));
    }
    return plans;
  }

  public CdnOrigin origin() {
    return origin;
  }

  public Feed feed() {
    return feed;
  }

  /** The largest number that is due now. */
  public long edge() {
    return origin.liveEdge();
  }

  @Override
  public void close() {
    closer.close();
  }
}
