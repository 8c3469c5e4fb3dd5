package io.liveorigin.standalone.cdn;

import io.liveorigin.contract.event.EventDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** nginx with the configuration that we ship. */
public final class Nginx {
  static final String NAME = "nginx";
  static final String NJS_MODULE = "/usr/lib/nginx/modules/ngx_http_js_module.so";

  /** The header by which what is cached is replaced. */
  public static final String REFRESH = "CDN-Refresh";

  private Nginx() {}

  static CdnNodeProcess start(
      Path directory, CdnSettings settings, UnaryOperator<ShippedConfig> change) {
    EventDefinition event = settings.event();
    ShippedConfig config =
        ShippedConfig.of("nginx.conf")
            .with("user www-data;", "user " + System.getProperty("user.name") + ";")
            .with("127.0.0.1:8080", "127.0.0.1:" + settings.originPort())
            .with("change-me-cdn-secret", settings.originSecret())
            .with("change-me-refresh-secret", settings.refreshSecret())
            .with(
                "\"~^/demo/clip/\" \"0 2 1 0 1000 600000\"",
                "\"~^/%s/\" \"%d %d %d %d %d %d\""
                    .formatted(
                        event.id(),
                        event.schedule().availabilityStart(),
                        event.segmentDuration().duration(),
                        event.segmentDuration().timescale(),
                        event.startNumber(),
                        event.schedule().expectedLatencyMillis(),
                        event.schedule().windowMillis()))
            .with("\"~^/demo/clip/[^", "\"~^/" + event.id() + "/[^")
            .with("/var/cache/nginx/live", directory.resolve("cache"))
            .with("js_path /etc/nginx;", "js_path " + ShippedConfig.DIRECTORY + ";")
            .with("/var/log/nginx/live.log", directory.resolve("access.log"))
            .with("listen 8000;", "listen 127.0.0.1:" + settings.port() + ";")
            .with("slice 8m;", "slice " + settings.slice() + ";");
    Path file = change.apply(config).write(directory.resolve("nginx.conf"));
    return CdnNodeProcess.start(
        NAME,
        settings.port(),
        directory,
        List.of(
            "/usr/sbin/nginx",
            "-p",
            directory.toString(),
            "-c",
            file.toString(),
            "-e",
            directory.resolve("error.log").toString(),
            "-g",
            "daemon off; pid " + directory.resolve("nginx.pid") + ";"));
  }
}
