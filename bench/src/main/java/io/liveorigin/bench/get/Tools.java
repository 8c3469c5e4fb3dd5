package io.liveorigin.bench.get;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The programs that are measured against and with, where Debian puts them. */
public final class Tools {
  public static final String NGINX = "/usr/sbin/nginx";
  static final String VARNISH = "/usr/sbin/varnishd";
  static final String HITCH = "/usr/sbin/hitch";
  public static final String WRK = "/usr/bin/wrk";

  private Tools() {}

  /** Those that are not installed. */
  public static List<String> missing() {
    return Stream.of(NGINX, VARNISH, WRK)
        .filter(tool -> !Files.isExecutable(Path.of(tool)))
        .toList();
  }
}
