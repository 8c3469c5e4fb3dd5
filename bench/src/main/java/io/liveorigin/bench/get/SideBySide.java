package io.liveorigin.bench.get;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the servers in turns, so that other activity on the machine affects all of them alike.
 */
final class SideBySide {
  private final Wrk wrk;
  private final GetSettings settings;
  private final HotOrigin origin;
  private final ResponseCheck check;

  SideBySide(Wrk wrk, GetSettings settings, HotOrigin origin) {
    this.wrk = wrk;
    this.settings = settings;
    this.origin = origin;
    this.check = new ResponseCheck(origin.segments(), origin.tls());
  }

  /**
   * Measures one row.
   *
   * @param peers each peer in all its settings; the best setting is determined first
   */
  RowResult run(Row row, List<List<Target>> peers) throws IOException, InterruptedException {
    Target ours = origin.target();
    if (origin.tls().isPresent()) {
      origin.tls().get().requireSuite(ours.server(), ours.port());
    }
    check.check(ours, row);
    double before = origin.answersFromMemory();
    long asked = once(ours, row, settings.warmUpSeconds()).requests();
    List<RowResult.Side> others = new ArrayList<>();
    for (List<Target> peer : peers) {
      others.add(new RowResult.Side(best(peer, row), new ArrayList<>()));
    }
    RowResult.Side side = new RowResult.Side(ours, new ArrayList<>());
    for (int pair = 0; pair < settings.pairs(); pair++) {
      Wrk.Result run = once(ours, row, settings.seconds());
      asked += run.requests();
      side.runs().add(run);
      for (RowResult.Side other : others) {
        other.runs().add(once(other.target(), row, settings.seconds()));
      }
    }
    check.check(ours, row);
    double fromMemory = origin.answersFromMemory() - before;
    if (!row.asked().missing() && fromMemory < asked) {
      throw new OriginException(
          ErrorCode.INTERNAL,
          "only %.0f of %d responses in row %s came from memory"
              .formatted(fromMemory, asked, row.name()));
    }
    return new RowResult(row, side, others);
  }

  private Target best(List<Target> settingsOfOne, Row row)
      throws IOException, InterruptedException {
    Target best = settingsOfOne.get(0);
    double most = 0;
    for (Target target : settingsOfOne) {
      check.check(target, row);
      if (origin.tls().isPresent()) {
        origin.tls().get().requireSuite(target.server(), target.port());
      }
      double reached = once(target, row, settings.tryOutSeconds()).perSecond();
      if (reached > most) {
        best = target;
        most = reached;
      }
    }
    return best;
  }

  private Wrk.Result once(Target target, Row row, int seconds)
      throws IOException, InterruptedException {
    Wrk.Result result = wrk.run(target.url(row), row.connections(), seconds);
    ResponseCheck.check(target, row, result);
    return result;
  }
}
