package io.liveorigin.bench.get;

import java.util.Map;

/**
 * A server with one particular set-up.
 *
 * @param server the name of the server in the table
 * @param setting the setting in which it differs from its other set-ups
 * @param port on the loopback address
 * @param paths the paths that can be requested
 * @param tls whether requests use HTTPS
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
