package io.liveorigin.bench.get;

import io.liveorigin.bench.process.BenchTls;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts the three servers and measures the rows. */
public final class GetRun {
  private final GetSettings settings;
  private final Clock clock;

  public GetRun(GetSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Runs the rows and returns their table in Markdown.
   *
   * @param plan the origin to start, without cores; the peers use HTTPS if it does
   * @param progress receives each row as soon as it is measured
   * @throws OriginException if a tool is missing or a response is wrong
   */
  public String run(OriginPlan plan, Consumer<String> progress)
      throws IOException, InterruptedException {
    if (!Tools.missing().isEmpty()) {
      throw new OriginException(
          ErrorCode.INTERNAL, "not installed: " + String.join(", ", Tools.missing()));
    }
    Optional<BenchTls> tls = plan.tls();
    if (tls.isPresent() && !Files.isExecutable(Path.of(Tools.HITCH))) {
      throw new OriginException(ErrorCode.INTERNAL, "not installed: " + Tools.HITCH);
    }
    List<Row> rows = tls.isPresent() ? Row.encrypted(settings.rows()) : Row.named(settings.rows());
    Path directory = plan.directory();
    OriginPlan pinned = plan.allOn(settings.client()).on(OriginPlan.SERVING, settings.server());
    List<RowResult> results = new ArrayList<>();
    try (HotOrigin origin = HotOrigin.start(pinned, clock);
        NginxPeer nginx = nginx(directory, origin);
        VarnishPeer varnish =
            VarnishPeer.start(
                Files.createDirectories(directory.resolve("varnish")),
                settings.server(),
                nginx.plainPort(),
                origin.paths(),
                tls)) {
      SideBySide sides = new SideBySide(new Wrk(directory, settings.client()), settings, origin);
      progress.accept(RowResult.header().strip());
      for (Row row : rows) {
        List<List<Target>> peers = new ArrayList<>(List.of(nginx.targets()));
        if (!row.asked().missing()) {
          peers.add(varnish.targets());
        }
        RowResult result = sides.run(row, peers);
        progress.accept(result.line() + " " + result.settings());
        results.add(result);
      }
    }
    return markdown(results);
  }

  /** Starts nginx with a 404 body as long as the origin's. */
  private NginxPeer nginx(Path directory, HotOrigin origin)
      throws IOException, InterruptedException {
    Row missing = Row.all().stream().filter(row -> row.asked().missing()).findFirst().orElseThrow();
    byte[] body = new ResponseCheck(Map.of(), origin.tls()).check(origin.target(), missing);
    return NginxPeer.start(
        Files.createDirectories(directory.resolve("nginx")),
        settings.server(),
        new LinkedHashMap<>(origin.segments()),
        origin.paths(),
        new String(body, StandardCharsets.UTF_8).strip(),
        origin.tls());
  }

  private String markdown(List<RowResult> results) {
    StringBuilder text = new StringBuilder(RowResult.header());
    results.forEach(result -> text.append(result.line()).append('\n'));
    text.append("\nBest settings of the others, row by row: ");
    text.append(String.join(". ", results.stream().map(RowResult::settings).toList()));
    return text.append(".\n").toString();
  }
}
