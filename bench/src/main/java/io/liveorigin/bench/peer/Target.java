package io.liveorigin.bench.peer;

/**
 * A server with one particular set-up.
 *
 * @param server the name of the server in the table
 * @param setting the setting in which it differs from its other set-ups
 * @param port on the loopback address
 * @param tls whether requests use HTTPS
 */
public record Target(String server, String setting, int port, boolean tls) {
  public String url(String path) {
    return (tls ? "https" : "http") + "://127.0.0.1:" + port + path;
  }
}
