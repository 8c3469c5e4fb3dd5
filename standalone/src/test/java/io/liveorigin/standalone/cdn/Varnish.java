package io.liveorigin.standalone.cdn;

import io.liveorigin.contract.event.EventDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** Varnish with the configuration that we ship. */
final class Varnish {
  static final String NAME = "varnish";

  private Varnish() {}

  static CdnNodeProcess start(
      Path directory, CdnSettings settings, UnaryOperator<ShippedConfig> change) {
    EventDefinition event = settings.event();
    ShippedConfig shipped =
        ShippedConfig.of("varnish.vcl")
            .with("\"8080\"", "\"" + settings.originPort() + "\"")
            .with("change-me-cdn-secret", settings.originSecret())
            .with("/demo/clip/[^", "/" + event.id() + "/[^")
            .with(
                "Edge-Start = \"0\"",
                "Edge-Start = " + quoted(event.schedule().availabilityStart()))
            .with(
                "Edge-Duration = \"2\"",
                "Edge-Duration = " + quoted(event.segmentDuration().duration()))
            .with(
                "Edge-Timescale = \"1\"",
                "Edge-Timescale = " + quoted(event.segmentDuration().timescale()))
            .with("Edge-First = \"0\"", "Edge-First = " + quoted(event.startNumber()))
            .with(
                "Edge-Latency = \"1000\"",
                "Edge-Latency = " + quoted(event.schedule().expectedLatencyMillis()))
            .with(
                "Edge-Window = \"600000\"",
                "Edge-Window = " + quoted(event.schedule().windowMillis()));
    Path config = change.apply(shipped).write(directory.resolve("varnish.vcl"));
    return CdnNodeProcess.start(
        NAME,
        settings.port(),
        directory,
        List.of(
            "/usr/sbin/varnishd",
            "-F",
            // The tests' directory is for their user alone, and a jailed worker is another.
            "-j",
            "none",
            "-n",
            directory.resolve("work").toString(),
            "-f",
            config.toString(),
            "-a",
            "127.0.0.1:" + settings.port(),
            "-T",
            "none",
            "-s",
            "malloc,512m"));
  }

  private static String quoted(long value) {
    return "\"" + value + "\"";
  }
}
