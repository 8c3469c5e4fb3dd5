package io.liveorigin.serving.admin;

import io.javalin.http.HandlerType;
import io.liveorigin.access.credential.Role;
import java.util.Optional;

/**
 * One route of the admin listener, with who may use it.
 *
 * @param method of the request
 * @param path with parameters in braces
 * @param role at least; empty for what everybody may ask
 * @param scope what of the tenants it touches
 * @param reads whether it changes nothing, whatever its method
 * @param handler answers
 */
public record AdminRoute(
    HandlerType method,
    String path,
    Optional<Role> role,
    Scope scope,
    boolean reads,
    Handling handler) {
  /** Paths below this are about one event. */
  static final String EVENT = "/events/{tenant}/{event}";

  /** What of the tenants a route touches. */
  public enum Scope {
    /** One event: that of the path. */
    EVENT,
    /** Events of all tenants; its handler shows each client its own. */
    OWN,
    /** What belongs to no tenant: only for credentials without a tenant. */
    NODE
  }

  /** Answers a request that may come. */
  @FunctionalInterface
  public interface Handling {
    void handle(AdminCall call);
  }

  public AdminRoute {
    if (path.startsWith(EVENT) != (scope == Scope.EVENT)) {
      throw new IllegalArgumentException(path + " must have a scope that fits its path");
    }
  }

  /** For everybody: for what tells nothing. */
  static AdminRoute open(String path, Handling handler) {
    return new AdminRoute(HandlerType.GET, path, Optional.empty(), Scope.NODE, true, handler);
  }

  /** Reads, of that scope. */
  static AdminRoute get(String path, Scope scope, Handling handler) {
    return new AdminRoute(HandlerType.GET, path, Optional.of(Role.VIEWER), scope, true, handler);
  }

  /** Reads something of one event. */
  static AdminRoute get(String path, Handling handler) {
    return get(path, Scope.EVENT, handler);
  }

  /** Changes something of one event. */
  static AdminRoute change(HandlerType method, String path, Role role, Handling handler) {
    return new AdminRoute(method, path, Optional.of(role), Scope.EVENT, false, handler);
  }
}
