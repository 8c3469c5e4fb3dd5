package io.liveorigin.bench.get;

import io.liveorigin.bench.process.BenchTls;
import io.liveorigin.bench.process.PeerProcess;
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
 * Debian's nginx with one worker, {@code sendfile} and no log. Each setting that may suit it has a
 * listener of its own; one process has them all. The origin's files may come and go, so nginx looks
 * up a missing file in the file system. Its 404 body is as long as the origin's.
 */
final class NginxPeer implements AutoCloseable {
  static final String NAME = "nginx";

  private static final String OPEN_FILES =
      "open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s;"
          + " open_file_cache_errors on; ";

  private static final Map<String, String> SETTINGS = settings();

  private final PeerProcess process;
  private final List<Target> targets;
  private final int plainPort;

  private NginxPeer(PeerProcess process, List<Target> targets, int plainPort) {
    this.process = process;
    this.plainPort = plainPort;
    this.targets = targets;
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
   * @param directory a directory for the files, the configuration and the logs
   * @param files the contents of the files by name; all in one directory
   * @param paths the paths that can be requested
   * @param missing the body of its 404
   * @param tls the TLS set-up for HTTPS; Varnish fetches by plain HTTP in any case
   */
  static NginxPeer start(
      Path directory,
      OptionalInt core,
      Map<String, byte[]> files,
      Map<Row.Asked, String> paths,
      String missing,
      Optional<BenchTls> tls)
      throws IOException {
    Path root = Files.createDirectories(directory.resolve("root"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = root.resolve(file.getKey().substring(1));
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    List<Target> targets = new ArrayList<>();
    StringBuilder servers = new StringBuilder();
    int plainPort = PeerProcess.freePort();
    servers.append("  server { listen 127.0.0.1:%d; root %s; }%n".formatted(plainPort, root));
    Map<String, String> settings = tls.isPresent() ? tlsSettings() : SETTINGS;
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      int port = PeerProcess.freePort();
      targets.add(new Target(NAME, setting.getKey(), port, paths, tls.isPresent()));
      servers.append(
          "  server { listen 127.0.0.1:%d%s backlog=1024; root %s; %s %s }%n"
              .formatted(
                  port,
                  tls.isPresent() ? " ssl" : "",
                  root,
                  tls.map(BenchTls::nginx).orElse(""),
                  setting.getValue()));
    }
    Path config =
        Files.writeString(
            directory.resolve("nginx.conf"),
            """
            user %s;
            worker_processes 1;
            events { worker_connections 4096; }
            http {
              types { video/mp4 m4s; }
              access_log off;
              log_not_found off;
              sendfile on;
              # By default a connection ends after 1000 requests.
              keepalive_requests 1000000000;
              keepalive_timeout 600s;
              error_page 404 @missing;
            %s}
            """
                .formatted(System.getProperty("user.name"), servers)
                .replace(
                    "root " + root + ";",
                    "root %s; location @missing { return 404 '%s'; }"
                        .formatted(root, missing.replaceAll("[^a-zA-Z0-9 ]", "-"))));
    PeerProcess process =
        PeerProcess.start(
            directory,
            NAME,
            core,
            List.of(
                Tools.NGINX,
                "-p",
                directory.toString(),
                "-c",
                config.toString(),
                "-e",
                directory.resolve("error.log").toString(),
                "-g",
                "daemon off; pid " + directory.resolve("nginx.pid") + ";"),
            targets.stream().map(Target::port).toList());
    return new NginxPeer(process, List.copyOf(targets), plainPort);
  }

  /** Returns the port of the listener for plain HTTP. */
  int plainPort() {
    return plainPort;
  }

  List<Target> targets() {
    return targets;
  }

  @Override
  public void close() {
    process.close();
  }
}
