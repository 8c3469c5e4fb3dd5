package io.liveorigin.standalone.analyse.list;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Knows the ids that it has seen, the latest of them: a list that is followed for weeks must not
 * grow, and a record that is delivered twice comes soon after.
 */
final class RecentIds {
  private final Set<String> seen;

  RecentIds(int most) {
    seen =
        Collections.newSetFromMap(
            new LinkedHashMap<>() {
              private static final long serialVersionUID = 1L;

              @Override
              protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > most;
              }
            });
  }

  /** Whether it is new. */
  boolean add(String id) {
    return seen.add(id);
  }
}
