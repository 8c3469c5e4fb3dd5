package io.liveorigin.bench.publish;

import io.liveorigin.bench.get.Tools;
import io.liveorigin.bench.process.PeerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * Debian's nginx with WebDAV. It responds to a PUT when the file has its final name; nothing is
 * synced.
 */
final class DavPeer implements AutoCloseable {
  private final PeerProcess process;
  private final int port;

  private DavPeer(PeerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  static DavPeer start(Path directory) throws IOException {
    int port = PeerProcess.freePort();
    Path root = Files.createDirectories(directory.resolve("root"));
    Files.createDirectories(root.resolve("temp"));
    Path config =
        Files.writeString(
            directory.resolve("nginx.conf"),
            """
            user %s;
            worker_processes 1;
            events { worker_connections 64; }
            http {
              access_log off;
              keepalive_requests 1000000000;
              keepalive_timeout 600s;
              client_max_body_size 32m;
              client_body_temp_path %s/temp;
              server { listen 127.0.0.1:%d; root %s; dav_methods PUT; create_full_put_path on; }
            }
            """
                .formatted(System.getProperty("user.name"), root, port, root));
    return new DavPeer(
        PeerProcess.start(
            directory,
            "nginx-dav",
            OptionalInt.empty(),
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
            List.of(port)),
        port);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.close();
  }
}
