package io.liveorigin.bench.storm;

import java.util.Map;

/**
 * What was measured.
 *
 * @param storm of the quiet tenant, without the noise and with it
 * @param noise answers to the noisy tenant by status, of each kind of request
 */
public record TenantStormResult(StormResult storm, Map<String, Map<Integer, Long>> noise) {
  /** The figures as Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder(storm.markdown());
    text.append("\n| the noisy tenant's | answers by status |\n|---|---|\n");
    noise.forEach(
        (name, statuses) ->
            text.append("| ").append(name).append(" | ").append(statuses).append(" |\n"));
    return text.toString();
  }
}
