package io.liveorigin.serving.cmcd;

import io.liveorigin.contract.address.EventId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions that a node follows: a bounded number in all and for each event. When it is full, a
 * new session is followed only once another one is over, so that those that are followed are
 * followed completely. One thread.
 */
final class ViewSessions {
  private final ViewSettings settings;

  /** By the hash of the session id; the one that was seen longest ago is the first. */
  private final LinkedHashMap<String, ViewSession> sessions = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<EventId, Integer> counts = new HashMap<>();

  ViewSessions(ViewSettings settings) {
    this.settings = settings;
  }

  Optional<ViewSession> find(String key) {
    return Optional.ofNullable(sessions.get(key));
  }

  /** Adds a session; false if there is no room for it. */
  boolean add(String key, ViewSession session, long now) {
    expire(now);
    EventId event = session.event().id();
    if (sessions.size() >= settings.sessions()
        || counts.getOrDefault(event, 0) >= settings.eventSessions()) {
      return false;
    }
    sessions.put(key, session);
    counts.merge(event, 1, Integer::sum);
    return true;
  }

  /** Notes that a session has changed over to its present event. */
  void moved(EventId from, EventId to) {
    leave(from);
    counts.merge(to, 1, Integer::sum);
  }

  int size() {
    return sessions.size();
  }

  private void expire(long now) {
    Iterator<ViewSession> oldest = sessions.values().iterator();
    while (oldest.hasNext()) {
      ViewSession session = oldest.next();
      if (now - session.lastSeen() < settings.idleMillis()) {
        return;
      }
      oldest.remove();
      leave(session.event().id());
    }
  }

  private void leave(EventId event) {
    counts.computeIfPresent(event, (id, count) -> count > 1 ? count - 1 : null);
  }
}
