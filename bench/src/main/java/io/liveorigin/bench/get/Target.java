package io.liveorigin.bench.get;

import java.util.Map;

/**
 * A server, set up in one way.
 *
 * @param server its name in the table
 * @param setting what is particular about it
 * @param port on loopback
 * @param paths of what can be asked for
 */
record Target(String server, String setting, int port, Map<Row.Asked, String> paths) {
  Target {
    paths = Map.copyOf(paths);
  }

  String url(Row row) {
    return "http://127.0.0.1:" + port + paths.get(row.asked());
  }
}
