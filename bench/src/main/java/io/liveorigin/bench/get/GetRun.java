package io.liveorigin.bench.get;

import io.liveorigin.bench.peer.Nginx;
import io.liveorigin.bench.peer.Target;
import io.liveorigin.bench.peer.Tools;
import io.liveorigin.bench.peer.Varnish;
import io.liveorigin.bench.peer.Wrk;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.report.Table;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Starts the three servers and measures the rows. The servers take turns, so that other activity on
 * the machine affects all of them alike.
 */
public final class GetRun {
  /**
   * Settings of the comparison of the servers.
   *
   * @param rows names of the rows to run, see {@link Row}; empty for all of them
   * @param pairs the number of runs of each server in a row; the servers take turns
   * @param seconds the length of a run
   * @param warmUpSeconds the warm-up of the origin before each row, because a JVM compiles code
   *     that it runs often
   * @param tryOutSeconds the length of the trial of each setting of the peers before each row
   * @param server the core of the server that is measured
   * @param client the core of the load, and of processes that must run but are idle
   */
  public record Settings(
      List<String> rows,
      int pairs,
      int seconds,
      int warmUpSeconds,
      int tryOutSeconds,
      OptionalInt server,
      OptionalInt client) {
    public Settings {
      rows = List.copyOf(rows);
    }

    /**
     * Returns the plan with the serving node on its core and the rest of the origin on the other.
     */
    OriginPlan pinned(OriginPlan plan) {
      return plan.allOn(client).on(OriginPlan.SERVING, server);
    }
  }

  private final Settings settings;
  private final Clock clock;

  public GetRun(Settings settings, Clock clock) {
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
    Tools.require(Tools.NGINX, Tools.VARNISH, Tools.WRK);
    boolean tls = plan.tls().isPresent();
    if (tls) {
      Tools.require(Tools.HITCH);
    }
    List<Row> rows = tls ? Row.encrypted(settings.rows()) : Row.named(settings.rows());
    Path directory = plan.directory();
    List<RowResult> results = new ArrayList<>();
    try (HotOrigin origin = HotOrigin.start(settings.pinned(plan), clock);
        Nginx nginx = nginx(directory, origin);
        Varnish varnish =
            Varnish.start(
                Files.createDirectories(directory.resolve("varnish")),
                settings.server(),
                nginx.plainPort(),
                plan.tls())) {
      Wrk wrk = new Wrk(directory, settings.client());
      progress.accept(RowResult.HEADER);
      for (Row row : rows) {
        List<List<Target>> peers =
            row.asked().missing()
                ? List.of(nginx.targets())
                : List.of(nginx.targets(), varnish.targets());
        RowResult result = measure(origin, wrk, row, peers);
        progress.accept(result.line() + " " + result.settings());
        results.add(result);
      }
    }
    Table table = new Table(RowResult.HEADER);
    results.forEach(result -> table.line("%s", result.line()));
    return table
        .line(
            "%nBest settings of the others, row by row: %s.",
            results.stream().map(RowResult::settings).collect(Collectors.joining(". ")))
        .toString();
  }

  /** Starts nginx with a 404 body as long as the origin's. */
  private Nginx nginx(Path directory, HotOrigin origin) throws IOException, InterruptedException {
    Row missing = Row.all().stream().filter(row -> row.asked().missing()).findFirst().orElseThrow();
    byte[] body = origin.check(origin.target(), missing);
    return Nginx.files(
        Files.createDirectories(directory.resolve("nginx")),
        settings.server(),
        origin.segments(),
        new String(body, StandardCharsets.UTF_8).strip(),
        origin.tls());
  }

  /**
   * Measures one row.
   *
   * @param peers each peer in all its settings; the best setting is determined first
   */
  private RowResult measure(HotOrigin origin, Wrk wrk, Row row, List<List<Target>> peers)
      throws IOException, InterruptedException {
    Target ours = origin.target();
    origin.check(ours, row);
    double before = origin.answersFromMemory();
    long asked = once(origin, wrk, ours, row, settings.warmUpSeconds()).requests();
    List<RowResult.Side> others = new ArrayList<>();
    for (List<Target> peer : peers) {
      others.add(new RowResult.Side(best(origin, wrk, peer, row), new ArrayList<>()));
    }
    RowResult.Side side = new RowResult.Side(ours, new ArrayList<>());
    for (int pair = 0; pair < settings.pairs(); pair++) {
      Wrk.Result run = once(origin, wrk, ours, row, settings.seconds());
      asked += run.requests();
      side.runs().add(run);
      for (RowResult.Side other : others) {
        other.runs().add(once(origin, wrk, other.target(), row, settings.seconds()));
      }
    }
    origin.check(ours, row);
    double fromMemory = origin.answersFromMemory() - before;
    if (!row.asked().missing() && fromMemory < asked) {
      throw new OriginException(
          ErrorCode.INTERNAL,
          "only %.0f of %d responses in row %s came from memory"
              .formatted(fromMemory, asked, row.name()));
    }
    return new RowResult(row, side, others);
  }

  private Target best(HotOrigin origin, Wrk wrk, List<Target> settingsOfOne, Row row)
      throws IOException, InterruptedException {
    Target best = settingsOfOne.get(0);
    double most = 0;
    for (Target target : settingsOfOne) {
      origin.check(target, row);
      double reached = once(origin, wrk, target, row, settings.tryOutSeconds()).perSecond();
      if (reached > most) {
        best = target;
        most = reached;
      }
    }
    return best;
  }

  private static Wrk.Result once(HotOrigin origin, Wrk wrk, Target target, Row row, int seconds)
      throws IOException, InterruptedException {
    Wrk.Result result = wrk.run(origin.url(target, row), List.of(), row.connections(), seconds);
    row.check(target.server(), result);
    return result;
  }
}
