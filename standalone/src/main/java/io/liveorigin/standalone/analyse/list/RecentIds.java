package io.liveorigin.standalone.analyse.list;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Remembers the latest ids. Its size is bounded, because a list may follow a topic for weeks and a
 * redelivered record comes soon after the first.
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

  /** Adds an id; returns whether it is new. */
  boolean add(String id) {
    return seen.add(id);
  }
}
