package io.liveorigin.bench.peer;

import io.liveorigin.bench.process.BenchTls;
import io.liveorigin.bench.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Debian's nginx with one worker and no log: with {@code sendfile} for GET, or with WebDAV for PUT.
 * Each setting that may suit it has a listener of its own; one process has them all. The origin's
 * files may come and go, so nginx looks up a missing file in the file system. Its 404 body is as
 * long as the origin's.
 */
public final class Nginx implements AutoCloseable {
  public static final String NAME = "nginx";

  private static final String OPEN_FILES =
      "open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s;"
          + " open_file_cache_errors on; ";

  private final ServerProcess process;
  private final List<Target> targets;
  private final int plainPort;

  private Nginx(ServerProcess process, List<Target> targets, int plainPort) {
    this.process = process;
    this.targets = List.copyOf(targets);
    this.plainPort = plainPort;
  }

  private static Map<String, String> settings() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("sendfile", "");
    all.put("open_file_cache", OPEN_FILES);
    all.put("open_file_cache, tcp_nopush", OPEN_FILES + "tcp_nopush on;");
    all.put("open_file_cache, sendfile_max_chunk 256k", OPEN_FILES + "sendfile_max_chunk 256k;");
    all.put("open_file_cache, sendfile_max_chunk 0", OPEN_FILES + "sendfile_max_chunk 0;");
    all.put("open_file_cache, aio threads", OPEN_FILES + "aio threads;");
    return all;
  }

  /**
   * Returns the settings for TLS. Encrypted bytes pass through memory, so {@code sendfile} matters
   * only where the kernel encrypts.
   */
  private static Map<String, String> tlsSettings() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("its defaults", "");
    all.put("open_file_cache", OPEN_FILES);
    all.put("open_file_cache, output_buffers 2 256k", OPEN_FILES + "output_buffers 2 256k;");
    all.put(
        "open_file_cache, output_buffers 1 1m, postpone_output 0",
        OPEN_FILES + "output_buffers 1 1m; postpone_output 0;");
    all.put("open_file_cache, KTLS", OPEN_FILES + "ssl_conf_command Options KTLS;");
    return all;
  }

  /**
   * Starts nginx for GET.
   *
   * @param directory a directory for the files, the configuration and the logs
   * @param files the contents of the files by path
   * @param missing the body of its 404
   * @param tls the TLS set-up for HTTPS; Varnish fetches by plain HTTP in any case
   */
  public static Nginx files(
      Path directory,
      OptionalInt core,
      Map<String, byte[]> files,
      String missing,
      Optional<BenchTls> tls)
      throws IOException, InterruptedException {
    Path root = Files.createDirectories(directory.resolve("root"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = root.resolve(file.getKey().substring(1));
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    String content =
        "root %s; location @missing { return 404 '%s'; }"
            .formatted(root, missing.replaceAll("[^a-zA-Z0-9 ]", "-"));
    int plainPort = ServerProcess.freePort();
    List<Target> targets = new ArrayList<>();
    StringBuilder servers =
        new StringBuilder("server { listen 127.0.0.1:%d; %s }%n".formatted(plainPort, content));
    Map<String, String> settings = tls.isPresent() ? tlsSettings() : settings();
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      int port = ServerProcess.freePort();
      targets.add(new Target(NAME, setting.getKey(), port, tls.isPresent()));
      servers.append(
          "  server { listen 127.0.0.1:%d%s backlog=1024; %s %s %s }%n"
              .formatted(
                  port,
                  tls.isPresent() ? " ssl" : "",
                  content,
                  tls.map(BenchTls::nginx).orElse(""),
                  setting.getValue()));
    }
    return start(
        directory,
        NAME,
        core,
        4096,
        """
          types { video/mp4 m4s; }
          log_not_found off;
          sendfile on;
          error_page 404 @missing;
          %s"""
            .formatted(servers),
        targets,
        plainPort);
  }

  /**
   * Starts nginx for PUT. It responds when the file has its final name; nothing is synced.
   *
   * @param directory a directory for the files, the configuration and the logs
   */
  public static Nginx webDav(Path directory) throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    Path root = Files.createDirectories(directory.resolve("root"));
    Files.createDirectories(root.resolve("temp"));
    return start(
        directory,
        "nginx-dav",
        OptionalInt.empty(),
        64,
        """
          client_max_body_size 32m;
          client_body_temp_path %s/temp;
          server { listen 127.0.0.1:%d; root %s; dav_methods PUT; create_full_put_path on; }
        """
            .formatted(root, port, root),
        List.of(new Target("nginx WebDAV", "", port, false)),
        port);
  }

  private static Nginx start(
      Path directory,
      String name,
      OptionalInt core,
      int connections,
      String http,
      List<Target> targets,
      int plainPort)
      throws IOException, InterruptedException {
    Path config =
        Files.writeString(
            directory.resolve("nginx.conf"),
            """
            user %s;
            worker_processes 1;
            events { worker_connections %d; }
            http {
              access_log off;
              # By default a connection ends after 1000 requests.
              keepalive_requests 1000000000;
              keepalive_timeout 600s;
            %s}
            """
                .formatted(System.getProperty("user.name"), connections, http));
    List<String> command =
        List.of(
            Tools.NGINX,
            "-p",
            directory.toString(),
            "-c",
            config.toString(),
            "-e",
            directory.resolve("error.log").toString(),
            "-g",
            "daemon off; pid " + directory.resolve("nginx.pid") + ";");
    List<Integer> ports = targets.stream().map(Target::port).toList();
    return new Nginx(
        ServerProcess.start(directory, name, core, command, ports), targets, plainPort);
  }

  /** Returns the port of the listener for plain HTTP. */
  public int plainPort() {
    return plainPort;
  }

  public List<Target> targets() {
    return targets;
  }

  @Override
  public void close() {
    process.close();
  }
}
