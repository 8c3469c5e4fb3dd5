package io.liveorigin.standalone.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.contract.wire.WireJson;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reads how a node and its events stand. Blocks; any thread. */
public final class NodeClient {
  private final AdminClient client;

  public NodeClient(AdminClient client) {
    this.client = client;
  }

  /** Returns {@code GET /status} (docs/http.md). */
  public JsonNode status() {
    return WireJson.readTree(get("/status"));
  }

  /** Returns {@code GET /metrics} (docs/metrics.md). */
  public MetricsText metrics() {
    return MetricsText.read(new String(get("/metrics"), StandardCharsets.UTF_8));
  }

  /**
   * Returns what this node decided about the numbers of a representation, in ascending order; a
   * number without a decision is left out.
   *
   * @param last the last number; empty for the live edge
   * @param count at most so many numbers up to the last one
   */
  public List<Decision> decisions(
      EventId event, String representation, OptionalLong last, int count) {
    String path = AdminClient.path(event) + "/decisions/" + representation;
    if (last.isPresent()) {
      path += "?from=" + Math.max(0, last.getAsLong() - count + 1) + "&to=" + last.getAsLong();
    }
    List<Decision> decisions = new ArrayList<>();
    for (JsonNode each : WireJson.readTree(get(path)).path("decisions")) {
      decisions.add(DecisionJson.read(WireJson.write(each)));
    }
    return List.copyOf(decisions.subList(Math.max(0, decisions.size() - count), decisions.size()));
  }

  private byte[] get(String path) {
    HttpResponse<byte[]> response = client.send(client.request(path).GET().build());
    return AdminClient.require(response);
  }
}
