package io.liveorigin.standalone.demo;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums over visits.
 *
 * @param asked segments that were requested
 * @param served of these, segments with a 200
 * @param taken of these, the number by the pipeline of the copy
 * @param defective of these, the defective ones
 * @param held requests that the origin held
 * @param refused responses 404 and 410
 * @param again requests that were to be repeated: a 5xx or no response
 */
public record ViewTally(
    long asked,
    long served,
    Map<String, Long> taken,
    long defective,
    long held,
    long refused,
    long again) {

  public static ViewTally of(Collection<Visit> visits) {
    Map<String, Long> taken = new TreeMap<>();
    long served = 0;
    long defective = 0;
    long held = 0;
    long refused = 0;
    long again = 0;
    for (Visit visit : visits) {
      for (int status : visit.statuses()) {
        refused += status == 404 || status == 410 ? 1 : 0;
        again += status == Visit.NO_ANSWER || status >= 500 ? 1 : 0;
      }
      if (visit.copy().isPresent()) {
        Visit.Copy copy = visit.copy().get();
        served++;
        taken.merge(copy.pipeline(), 1L, Long::sum);
        defective += copy.defective() ? 1 : 0;
        held += copy.heldMillis() > 0 ? 1 : 0;
      }
    }
    return new ViewTally(visits.size(), served, taken, defective, held, refused, again);
  }

  public long from(String pipeline) {
    return taken.getOrDefault(pipeline, 0L);
  }
}
