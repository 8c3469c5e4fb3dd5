package io.liveorigin.standalone.strict;

import io.liveorigin.packager.schedule.PacingClock;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A client that follows an event by its MPD as Media3's ExoPlayer does, every representation at
 * once: begins {@code suggestedPresentationDelay} behind live, fetches each segment as soon as the
 * MPD says that it is there, and reads the MPD again every {@code minimumUpdatePeriod}. ExoPlayer
 * gives up where a segment is refused and there is no other representation; this client counts each
 * refusal, and goes on to the next. A thread for each representation, while it runs.
 */
final class StrictDash {
  private final URI url;
  private final PacingClock pace;
  private final StrictReport report = new StrictReport();
  private final StrictHttp http;
  private volatile Optional<MpdPlan> plan = Optional.empty();

  StrictDash(URI url, PacingClock pace) {
    this.url = url;
    this.pace = pace;
    this.http = new StrictHttp(report, pace);
  }

  /**
   * Follows.
   *
   * @param until epoch ms; ends behind the first segment that is available later
   */
  StrictReport follow(long until) throws InterruptedException {
    refresh();
    if (plan.isEmpty()) {
      return report;
    }
    List<Thread> threads = new ArrayList<>();
    for (String representation : plan.get().representations()) {
      Thread thread =
          new Thread(() -> follow(representation, until), "strict-dash-" + representation);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    while (pace.now() + plan.get().updatePeriod().toMillis() < until) {
      pace.until(pace.now() + plan.get().updatePeriod().toMillis());
      refresh();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return report;
  }

  private void follow(String representation, long until) {
    try {
      long time =
          pace.now() - plan.orElseThrow().availabilityStart() - plan.orElseThrow().suggestedDelay();
      String period = "";
      while (true) {
        Optional<MpdPlan.Segment> next = plan.orElseThrow().at(representation, time);
        if (next.isEmpty()) {
          report.fault(pace.now(), representation + " is in no period at " + time);
          return;
        }
        MpdPlan.Segment segment = next.get();
        if (segment.availableAt() > until) {
          return;
        }
        if (!segment.period().equals(period)) {
          period = segment.period();
          http.get("init", url.resolve(segment.init()));
        }
        pace.until(segment.availableAt());
        http.get("segment " + representation, url.resolve(segment.path()));
        time = segment.nextTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void refresh() throws InterruptedException {
    Optional<byte[]> document = http.get("manifest", url);
    if (document.isEmpty()) {
      return;
    }
    try {
      MpdPlan next = MpdPlan.read(document.get());
      plan.ifPresent(
          earlier ->
              next.faultsAfter(earlier)
                  .forEach(fault -> report.fault(pace.now(), "MPD: " + fault)));
      plan = Optional.of(next);
    } catch (IOException e) {
      report.fault(pace.now(), "MPD: " + e.getMessage());
    }
  }
}
