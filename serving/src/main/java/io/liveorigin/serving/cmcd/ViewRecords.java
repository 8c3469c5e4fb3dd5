package io.liveorigin.serving.cmcd;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.wire.ViewRecord;
import io.liveorigin.contract.wire.ViewRecord.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Turns a line of a report into records, and updates its session. Free of I/O; one thread. */
final class ViewRecords {
  private static final String STALLED = "r";
  private static final String PLAYING = "p";
  private static final int OK = 200;
  private static final int NOT_OK = 300;

  /** The tokens of {@code sta}. */
  private static final Map<String, String> STATES =
      Map.of(
          "s",
          "starting",
          PLAYING,
          "playing",
          "k",
          "seeking",
          STALLED,
          "rebuffering",
          "a",
          "paused",
          "w",
          "waiting",
          "e",
          "ended",
          "f",
          "failed",
          "q",
          "quit",
          "d",
          "preloading");

  /** A stall that seems to be longer has lost its end. */
  private static final long LONGEST_STALL_MILLIS = 600_000;

  /** How late another line may tell the end of a stall and still tell how long it was. */
  private static final long SOON_MILLIS = 59_999;

  private ViewRecords() {}

  /**
   * Returns the records of a line, three at most.
   *
   * @param path what its URL names
   * @param at when it happened, epoch ms
   */
  static List<ViewRecord> of(
      ViewSession session, PlayerReport report, Optional<ReportedPath> path, long at) {
    // Players repeat their state on reports of other kinds.
    if (report.sta().filter(PLAYING::equals).isPresent()) {
      session.plays();
    }
    String kind = report.e().orElse("");
    if (kind.equals("ps")) {
      return state(session, report, at);
    }
    List<ViewRecord> records = new ArrayList<>(lostEnd(session, report, at));
    if (report.ofResponse()) {
      records.addAll(response(session, report, path, at));
    } else if (kind.equals("e")) {
      records.add(here(session, report, Kind.ERROR, at));
    } else if (kind.equals("t")) {
      records.add(here(session, report, Kind.INTERVAL, at));
    }
    return records;
  }

  /** The end of a stall, if a line that is no change of state says that it is over. */
  private static List<ViewRecord> lostEnd(ViewSession session, PlayerReport report, long at) {
    Optional<ViewSession.Stall> stall = session.stall().filter(open -> at > open.at());
    boolean over =
        report.sta().filter(sta -> STATES.containsKey(sta) && !STALLED.equals(sta)).isPresent();
    return stall.isEmpty() || !over || !session.stateReported(at)
        ? List.of()
        : List.of(resumed(session, report, stall.get(), at, SOON_MILLIS));
  }

  /** Returns whether a line becomes a record, if nothing is known of its session. */
  static boolean isUseful(PlayerReport report, Optional<ReportedPath> path) {
    if (report.ofResponse()) {
      return path.flatMap(ReportedPath::address).isPresent() || report.bsd().orElse(0) > 0;
    }
    return switch (report.e().orElse("")) {
      case "ps" -> report.sta().map(STATES::get).isPresent();
      case "e", "t" -> true;
      default -> false;
    };
  }

  private static List<ViewRecord> response(
      ViewSession session, PlayerReport report, Optional<ReportedPath> path, long at) {
    List<ViewRecord> records = new ArrayList<>();
    path.flatMap(ReportedPath::address)
        .ifPresent(
            address -> {
              ReceivedCopy copy = ReceivedCopy.of(session.event(), address, report.cmsds());
              long status = report.rc().orElse(OK);
              if (status >= OK && status < NOT_OK) {
                session.received(copy);
              }
              records.add(
                  record(
                      session,
                      report,
                      Kind.RESPONSE,
                      at,
                      ViewSession.Place.of(copy),
                      OptionalLong.empty()));
            });
    // Players that report states have reported the stall when it began.
    if (report.bsd().orElse(0) > 0 && !session.statesReported()) {
      OptionalLong stalled = within(report.bsd().getAsLong(), LONGEST_STALL_MILLIS);
      // It is over, so the next segment is no longer what is missing.
      ViewSession.Place place = session.place(report, at, false);
      records.add(record(session, report, Kind.STALL, at, place, stalled));
    }
    return records;
  }

  private static List<ViewRecord> state(ViewSession session, PlayerReport report, long at) {
    if (report.sta().map(STATES::get).isEmpty()) {
      return List.of();
    }
    if (!session.stateReported(at)) {
      return List.of(here(session, report, Kind.STATE, at));
    }
    Optional<ViewSession.Stall> stall = session.stall();
    if (report.sta().filter(STALLED::equals).isPresent()) {
      if (stall.isPresent()) {
        return List.of();
      }
      // dash.js says so as well while it starts, which is no stall (CTA-5004-B, key sta).
      if (!session.hasPlayed()) {
        return List.of(here(session, report, Kind.STATE, at));
      }
      ViewSession.Place place = session.place(report, at, true);
      session.stalled(new ViewSession.Stall(at, place));
      return List.of(record(session, report, Kind.STALL, at, place, OptionalLong.empty()));
    }
    if (stall.isEmpty()) {
      return List.of(here(session, report, Kind.STATE, at));
    }
    return List.of(resumed(session, report, stall.get(), at, LONGEST_STALL_MILLIS));
  }

  private static ViewRecord resumed(
      ViewSession session, PlayerReport report, ViewSession.Stall stall, long at, long most) {
    session.resumed();
    OptionalLong stalled = within(Math.max(0, at - stall.at()), most);
    return record(session, report, Kind.RESUME, at, stall.place(), stalled);
  }

  private static OptionalLong within(long millis, long most) {
    return millis <= most ? OptionalLong.of(millis) : OptionalLong.empty();
  }

  private static ViewRecord here(ViewSession session, PlayerReport report, Kind kind, long at) {
    return record(
        session, report, kind, at, session.place(report, at, false), OptionalLong.empty());
  }

  private static ViewRecord record(
      ViewSession session,
      PlayerReport report,
      Kind kind,
      long at,
      ViewSession.Place place,
      OptionalLong stalled) {
    LiveEvent event = session.event();
    Optional<ReceivedCopy> copy = place.copy();
    return new ViewRecord(
        ViewRecord.SCHEMA,
        kind.wire(),
        event.id().tenant(),
        event.id().event(),
        place.track().map(Track::representation),
        Optional.of(event.definition().incarnation()).filter(declared -> declared != 0),
        boxed(place.number()),
        place.located().map(ViewRecord.Located::wire),
        session.id(),
        at,
        report.sta().map(STATES::get),
        boxed(stalled),
        boxed(report.msd()),
        boxed(report.rc()).map(Long::intValue),
        boxed(report.ttfb()),
        boxed(report.ttlb()),
        boxed(report.bl()),
        boxed(report.ltc()),
        boxed(report.br()),
        boxed(report.mtp()),
        Optional.of(true).filter(starved -> report.bs()),
        copy.flatMap(ReceivedCopy::pipeline),
        copy.map(ReceivedCopy::defects).filter(kinds -> !kinds.isEmpty()));
  }

  private static Optional<Long> boxed(OptionalLong value) {
    return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
  }
}
