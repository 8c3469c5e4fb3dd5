package io.liveorigin.bench.get;

import io.liveorigin.bench.process.PeerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Debian's nginx with one worker, sendfile and no log, once in each setting that may suit it: a
 * listener each, in one process. What is missing is looked for in the file system, as it must be
 * where files come and go; its body is as long as ours.
 */
final class NginxPeer implements AutoCloseable {
  static final String NAME = "nginx";

  private static final String OPEN_FILES =
      "open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s;"
          + " open_file_cache_errors on; ";

  private static final Map<String, String> SETTINGS = settings();

  private final PeerProcess process;
  private final List<Target> targets;

  private NginxPeer(PeerProcess process, List<Target> targets) {
    this.process = process;
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
   * @param directory is filled
   * @param files by name; all in one directory
   * @param paths of what can be asked for
   * @param missing body of its 404
   */
  static NginxPeer start(
      Path directory,
      OptionalInt core,
      Map<String, byte[]> files,
      Map<Row.Asked, String> paths,
      String missing)
      throws IOException {
    Path root = Files.createDirectories(directory.resolve("root"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = root.resolve(file.getKey().substring(1));
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    List<Target> targets = new ArrayList<>();
    StringBuilder servers = new StringBuilder();
    for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
      int port = PeerProcess.freePort();
      targets.add(new Target(NAME, setting.getKey(), port, paths));
      servers.append(
          "  server { listen 127.0.0.1:%d backlog=1024; root %s; %s }%n"
              .formatted(port, root, setting.getValue()));
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
    return new NginxPeer(process, List.copyOf(targets));
  }

  List<Target> targets() {
    return targets;
  }

  @Override
  public void close() {
    process.close();
  }
}
