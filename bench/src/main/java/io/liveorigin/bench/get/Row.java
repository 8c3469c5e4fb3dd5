package io.liveorigin.bench.get;

import io.liveorigin.bench.peer.Wrk;
import io.liveorigin.bench.report.Bar;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One row of the table.
 *
 * @param name the name by which {@code --only} selects it
 * @param asked the resource that is requested
 * @param connections the number of connections that the client keeps open
 * @param bar the bar for the ratio of the origin to the better of its peers; empty if none is set
 */
record Row(String name, Asked asked, int connections, Optional<Bar> bar) {
  /** The resource that a request is for. */
  enum Asked {
    KB32("32k", 32 << 10),
    MB1("1m", 1 << 20),
    MB4("4m", 4 << 20),
    /** A path that names no resource, under an event that exists. */
    NO_PATH("404-path", 0),
    /** A segment of an event that does not exist. */
    NO_EVENT("404-event", 0);

    private static final int BYTES_COUNT_FROM = 1 << 20;

    private final String label;
    private final int size;

    Asked(String label, int size) {
      this.label = label;
      this.size = size;
    }

    String label() {
      return label;
    }

    /** Returns the size of the segment in bytes; 0 if there is none. */
    int size() {
      return size;
    }

    boolean missing() {
      return size == 0;
    }

    /**
     * Returns whether bytes are counted instead of requests: a run ends in the middle of large
     * segments, which are then not counted as requests.
     */
    boolean countsBytes() {
      return size >= BYTES_COUNT_FROM;
    }

    int status() {
      return missing() ? 404 : 200;
    }
  }

  private static final int FEW = 16;
  private static final int MANY = 256;

  /** Returns all rows in the order of the table. */
  static List<Row> all() {
    return List.of(
        row(Asked.KB32, FEW, 0.9),
        row(Asked.KB32, MANY, 0.9),
        row(Asked.MB1, FEW, 1.0),
        row(Asked.MB1, MANY, 0.9),
        row(Asked.MB4, FEW, 1.0),
        row(Asked.MB4, MANY, 1.0),
        row(Asked.NO_PATH, FEW, 0.8),
        row(Asked.NO_PATH, MANY, 0.8),
        row(Asked.NO_EVENT, FEW, 0.8),
        row(Asked.NO_EVENT, MANY, 0.8));
  }

  /**
   * Returns the rows with these names, or all rows if no name is given.
   *
   * @throws OriginException if there is no row with one of the names
   */
  static List<Row> named(List<String> wanted) {
    List<String> names = all().stream().map(Row::name).toList();
    for (String name : wanted) {
      if (!names.contains(name)) {
        throw new OriginException(
            ErrorCode.INTERNAL,
            "there is no row " + name + "; the rows are " + String.join(", ", names));
      }
    }
    return all().stream().filter(row -> wanted.isEmpty() || wanted.contains(row.name())).toList();
  }

  /**
   * Returns the rows that are measured over TLS: of those with these names, or of all rows if no
   * name is given.
   */
  static List<Row> encrypted(List<String> wanted) {
    return named(wanted).stream()
        .filter(row -> row.asked() == Asked.KB32 || row.asked() == Asked.MB1)
        .map(
            row ->
                new Row(row.name(), row.asked(), row.connections(), Optional.of(Bar.atLeast(0.9))))
        .toList();
  }

  private static Row row(Asked asked, int connections, double bar) {
    String name = asked.label() + "-" + connections;
    return new Row(name, asked, connections, Optional.of(Bar.atLeast(bar)));
  }

  /** Returns the title for the table, for example {@code 1 MiB, 16 connections}. */
  String title() {
    String what =
        switch (asked) {
          case KB32 -> "32 KiB";
          case MB1 -> "1 MiB";
          case MB4 -> "4 MiB";
          case NO_PATH -> "404, unknown path";
          case NO_EVENT -> "404, unknown event";
        };
    return String.format(Locale.ROOT, "%s, %d connections", what, connections);
  }

  /** Returns the figure of a run that is compared: gigabytes or requests per second. */
  double figure(Wrk.Result run) {
    return asked.countsBytes() ? run.gigabytesPerSecond() : run.perSecond();
  }

  /**
   * Checks the counts of a whole run.
   *
   * @throws OriginException if there was no response, or an error that the row does not expect
   */
  void check(String server, Wrk.Result result) {
    long wanted = asked.missing() ? result.requests() : 0;
    if (result.requests() == 0 || result.statusErrors() != wanted || result.socketErrors() != 0) {
      throw new OriginException(
          ErrorCode.INTERNAL, server + " failed in row " + name + ": " + result);
    }
  }
}
