package io.liveorigin.serving.admin;

import io.javalin.http.HandlerType;
import io.liveorigin.access.credential.Role;
import java.util.Optional;

/**
 * One route of the admin listener, with the role that may use it.
 *
 * @param method of the request
 * @param path with parameters in braces
 * @param role the least role that may use it; empty if no credential is needed
 * @param scope whose data the route concerns
 * @param reads whether it changes nothing, whatever its method
 * @param handler handles the request and writes the response
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

  /** Whose data a route concerns. */
  public enum Scope {
    /** The event of the path. */
    EVENT,
    /** Events of all tenants; the handler shows each client its own. */
    OWN,
    /** Data that belongs to no tenant: only for credentials without a tenant. */
    NODE
  }

  /** Handles an authorised request. */
  @FunctionalInterface
  public interface Handling {
    void handle(AdminCall call);
  }

  public AdminRoute {
    if (path.startsWith(EVENT) != (scope == Scope.EVENT)) {
      throw new IllegalArgumentException(path + " must have a scope that fits its path");
    }
  }

  /** A route that needs no credential, because it reveals nothing. */
  static AdminRoute open(String path, Handling handler) {
    return new AdminRoute(HandlerType.GET, path, Optional.empty(), Scope.NODE, true, handler);
  }

  /** A route that reads data of that scope. */
  static AdminRoute get(String path, Scope scope, Handling handler) {
    return new AdminRoute(HandlerType.GET, path, Optional.of(Role.VIEWER), scope, true, handler);
  }

  /** A route that reads data of one event. */
  static AdminRoute get(String path, Handling handler) {
    return get(path, Scope.EVENT, handler);
  }

  /** A route that changes data of one event. */
  static AdminRoute change(HandlerType method, String path, Role role, Handling handler) {
    return new AdminRoute(method, path, Optional.of(role), Scope.EVENT, false, handler);
  }
}
