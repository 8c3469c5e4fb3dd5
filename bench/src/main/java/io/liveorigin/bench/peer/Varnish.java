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
 * Debian's Varnish with storage in memory, in each setting that may suit it. Each setting is a
 * process of its own, idle while another one is measured. It fetches from nginx and keeps the
 * responses for a day.
 */
public final class Varnish implements AutoCloseable {
  public static final String NAME = "Varnish";

  private final List<ServerProcess> processes = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();

  private Varnish() {}

  private static Map<String, List<String>> settings() {
    List<String> onePool =
        List.of("-p", "thread_pools=1", "-p", "thread_pool_min=300", "-p", "thread_pool_max=1000");
    List<String> quiet = new ArrayList<>(onePool);
    quiet.addAll(List.of("-p", "vsl_mask=" + unlogged()));
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("its defaults", List.of());
    all.put("one pool of 300 threads", onePool);
    all.put("one pool of 300 threads, hardly any log", List.copyOf(quiet));
    return all;
  }

  /**
   * Returns the mask that turns off the records that Varnish writes to its log in memory for each
   * request.
   */
  private static String unlogged() {
    return "-Begin,-End,-ReqStart,-ReqMethod,-ReqURL,-ReqProtocol,-ReqHeader,-ReqUnset,-ReqAcct,"
        + "-RespProtocol,-RespStatus,-RespReason,-RespHeader,-RespUnset,-Timestamp,-VCL_call,"
        + "-VCL_return,-VCL_acl,-Hit,-HitMiss,-HitPass,-Link,-SessOpen,-SessClose,-Length,-Storage";
  }

  /**
   * Starts Varnish.
   *
   * @param backend the port of the server that it fetches from
   * @param tls the TLS set-up for HTTPS, which hitch terminates in front of each Varnish
   */
  public static Varnish start(Path directory, OptionalInt core, int backend, Optional<BenchTls> tls)
      throws IOException, InterruptedException {
    Path config =
        Files.writeString(
            directory.resolve("bench.vcl"),
            """
            vcl 4.1;
            backend files { .host = "127.0.0.1"; .port = "%d"; }
            sub vcl_backend_response {
              set beresp.ttl = 1d;
            }
            """
                .formatted(backend));
    Varnish peer = new Varnish();
    try {
      for (Map.Entry<String, List<String>> setting : settings().entrySet()) {
        int port = ServerProcess.freePort();
        String name = "varnish-" + peer.targets.size();
        List<String> command = new ArrayList<>();
        command.addAll(List.of(Tools.VARNISH, "-F", "-j", "none"));
        command.addAll(List.of("-n", directory.resolve(name).toString()));
        command.addAll(List.of("-f", config.toString(), "-T", "none"));
        command.addAll(List.of("-a", "127.0.0.1:" + port, "-s", "malloc,512m"));
        command.addAll(setting.getValue());
        peer.processes.add(
            ServerProcess.start(directory, name, core, List.copyOf(command), List.of(port)));
        peer.targets.add(
            tls.isPresent()
                ? new Target(
                    NAME,
                    setting.getKey() + ", hitch",
                    peer.hitch(directory, name, core, port, tls.get()),
                    true)
                : new Target(NAME, setting.getKey(), port, false));
      }
      return peer;
    } catch (IOException | InterruptedException | RuntimeException e) {
      peer.close();
      throw e;
    }
  }

  /** Starts one worker of hitch on the same core and returns its port. */
  private int hitch(Path directory, String varnish, OptionalInt core, int port, BenchTls tls)
      throws IOException, InterruptedException {
    int front = ServerProcess.freePort();
    Path config =
        Files.writeString(
            directory.resolve(varnish + ".hitch"),
            """
            frontend = "[127.0.0.1]:%d"
            backend = "[127.0.0.1]:%d"
            pem-file = "%s"
            tls-protos = TLSv1.3
            ciphersuites = "%s"
            workers = 1
            backlog = 1024
            %s
            """
                .formatted(
                    front,
                    port,
                    tls.both(),
                    BenchTls.SUITE,
                    // hitch refuses to run as root.
                    System.getProperty("user.name").equals("root") ? "user = \"nobody\"" : ""));
    processes.add(
        ServerProcess.start(
            directory,
            varnish + "-hitch",
            core,
            List.of(Tools.HITCH, "--config=" + config),
            List.of(front)));
    return front;
  }

  public List<Target> targets() {
    return List.copyOf(targets);
  }

  @Override
  public void close() {
    processes.forEach(ServerProcess::close);
  }
}
