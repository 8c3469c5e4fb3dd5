package io.liveorigin.serving.access;

/** The tenant of a path. */
final class PathTenant {
  private PathTenant() {}

  /**
   * The first segment of a path as it was sent; empty where there is none. It is not decoded: a
   * percent-encoded twin of a tenant's name is the name of no tenant, here and for what answers.
   */
  static String of(String path) {
    int end = path.indexOf('/', 1);
    return path.isEmpty() ? "" : path.substring(1, end < 0 ? path.length() : end);
  }
}
