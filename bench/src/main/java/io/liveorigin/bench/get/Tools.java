package io.liveorigin.bench.get;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs that the bench compares with and measures with, at the paths where Debian installs
 * them.
 */
public final class Tools {
  public static final String NGINX = "/usr/sbin/nginx";
  static final String VARNISH = "/usr/sbin/varnishd";
  static final String HITCH = "/usr/sbin/hitch";
  public static final String WRK = "/usr/bin/wrk";

  private Tools() {}

  /** Returns the paths of the programs that are not installed. {@code HITCH} is not checked. */
  public static List<String> missing() {
    return Stream.of(NGINX, VARNISH, WRK)
        .filter(tool -> !Files.isExecutable(Path.of(tool)))
        .toList();
  }
}
