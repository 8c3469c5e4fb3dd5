package io.liveorigin.bench.get;

import java.util.Map;

/**
 * A server, set up in one way.
 *
 * @param server its name in the table
 * @param setting what is particular about it
 * @param port on loopback
 * @param paths of what can be asked for
 * @param tls whether by https
 */
record Target(String server, String setting, int port, Map<Row.Asked, String> paths, boolean tls) {
  Target(String server, String setting, int port, Map<Row.Asked, String> paths) {
    this(server, setting, port, paths, false);
  }

  Target {
    paths = Map.copyOf(paths);
  }

  String url(Row row) {
    return (tls ? "https" : "http") + "://127.0.0.1:" + port + paths.get(row.asked());
  }
}
