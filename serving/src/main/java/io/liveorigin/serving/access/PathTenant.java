package io.liveorigin.serving.access;

/** Finds the tenant of a path. */
final class PathTenant {
  private PathTenant() {}

  /**
   * The first segment of a path as it was sent; empty if there is none. It is not decoded: a
   * percent-encoded twin of a tenant's name is not the name of a tenant, neither here nor in the
   * engine.
   */
  static String of(String path) {
    int end = path.indexOf('/', 1);
    return path.isEmpty() ? "" : path.substring(1, end < 0 ? path.length() : end);
  }
}
