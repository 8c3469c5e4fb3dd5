package io.liveorigin.serving.cmcd;

import io.liveorigin.contract.address.EventId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions that a node follows: a bounded number in all, of each tenant and of each event. When
 * it is full, a new session is followed only once another one is over, so that those that are
 * followed are followed completely. One thread.
 */
final class ViewSessions {
  private final ViewSettings settings;

  /** By the hash of the session id; the one that was seen longest ago is the first. */
  private final LinkedHashMap<String, ViewSession> sessions = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<EventId, Integer> events = new HashMap<>();
  private final Map<String, Integer> tenants = new HashMap<>();

  ViewSessions(ViewSettings settings) {
    this.settings = settings;
  }

  /** Finds a session that reports now. */
  Optional<ViewSession> find(String key, long now) {
    Optional<ViewSession> found = Optional.ofNullable(sessions.get(key));
    found.ifPresent(session -> session.seen(now));
    return found;
  }

  /** Adds a session; false if there is no room for it. */
  boolean add(String key, ViewSession session, long now) {
    expire(now);
    EventId event = session.event().id();
    if (sessions.size() >= settings.sessions() || !hasRoom(event)) {
      return false;
    }
    sessions.put(key, session);
    enter(event);
    return true;
  }

  /** Moves a session to another event; false if there is no room, and then it has not moved. */
  boolean move(EventId from, EventId to, long now) {
    if (from.equals(to)) {
      return true;
    }
    expire(now);
    leave(from);
    boolean moved = hasRoom(to);
    enter(moved ? to : from);
    return moved;
  }

  private boolean hasRoom(EventId event) {
    return events.getOrDefault(event, 0) < settings.eventSessions()
        && tenants.getOrDefault(event.tenant(), 0) < settings.tenantSessions();
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

  private void enter(EventId event) {
    events.merge(event, 1, Integer::sum);
    tenants.merge(event.tenant(), 1, Integer::sum);
  }

  private void leave(EventId event) {
    events.computeIfPresent(event, (id, count) -> count > 1 ? count - 1 : null);
    tenants.computeIfPresent(event.tenant(), (name, count) -> count > 1 ? count - 1 : null);
  }
}
