package io.liveorigin.bench.peer;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
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
  public static final String VARNISH = "/usr/sbin/varnishd";
  public static final String HITCH = "/usr/sbin/hitch";
  public static final String WRK = "/usr/bin/wrk";

  private Tools() {}

  /** Returns the paths of those of the programs that are not installed. */
  public static List<String> missing(String... tools) {
    return Stream.of(tools).filter(tool -> !Files.isExecutable(Path.of(tool))).toList();
  }

  /**
   * Checks that the programs are installed.
   *
   * @throws OriginException if one is not
   */
  public static void require(String... tools) {
    if (!missing(tools).isEmpty()) {
      throw new OriginException(
          ErrorCode.INTERNAL, "not installed: " + String.join(", ", missing(tools)));
    }
  }
}
