package io.liveorigin.bench.storm;

import java.util.Map;

/**
 * The results of a tenant storm.
 *
 * @param storm the results of the quiet tenant, without the noise and with it
 * @param noise the number of responses to the noisy tenant by status, for each kind of request
 */
public record TenantStormResult(StormResult storm, Map<String, Map<Integer, Long>> noise) {
  /** Returns the figures as Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder(storm.markdown());
    text.append("\n| requests of the noisy tenant | responses by status |\n|---|---|\n");
    noise.forEach(
        (name, statuses) ->
            text.append("| ").append(name).append(" | ").append(statuses).append(" |\n"));
    return text.toString();
  }
}
