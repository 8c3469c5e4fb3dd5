package io.liveorigin.bench.process;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.http.HangLimit;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.standalone.OriginMain;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.jvm.JavaFlags;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A broker, an ingest for each pipeline and a serving node: each is the {@code origin} command in a
 * process of its own, with the flags of {@code ./origin}. The processes end when this object is
 * closed and when this process ends. Used by one thread.
 */
public final class OriginProcesses implements AutoCloseable {
  /** All load comes from one address of this machine, which stands for many clients. */
  private static final List<String> LOADED = List.of("--trusted-proxies", "127.0.0.0/8,::1");

  private static final Pattern PORT = Pattern.compile(":(\\d+)");

  private final OriginPlan plan;
  private final Map<String, ServerProcess> processes = new LinkedHashMap<>();
  private final Map<String, Integer> ingests = new LinkedHashMap<>();
  private String kafka = "";
  private int serving;
  private int admin;

  private OriginProcesses(OriginPlan plan) {
    this.plan = plan;
  }

  /** Starts all processes and returns when all are ready. */
  public static OriginProcesses start(OriginPlan plan) throws IOException, InterruptedException {
    OriginProcesses all = new OriginProcesses(plan);
    try {
      all.startBroker();
      all.startServing();
      for (String pipeline : plan.pipelines()) {
        all.startIngest(pipeline);
      }
      return all;
    } catch (IOException | InterruptedException | RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private void startBroker() throws IOException, InterruptedException {
    String data = plan.directory().resolve("kafka").toString();
    String ready =
        run(OriginPlan.BROKER, "broker", List.of("broker", "--port", "0", "--data", data));
    kafka = ready.substring(ready.lastIndexOf(' ') + 1);
  }

  private void startServing() throws IOException, InterruptedException {
    served(run(OriginPlan.SERVING, "serve", serve()));
  }

  /**
   * Starts the serving node in a single attempt, however slow the machine is, and returns the
   * nanoseconds from the start until it is ready.
   *
   * @throws OriginException if it is not ready within the limit
   */
  public long timeServing(Duration limit) throws IOException, InterruptedException {
    long start = System.nanoTime();
    served(runOnce(OriginPlan.SERVING, "serve", serve(), limit));
    return System.nanoTime() - start;
  }

  private List<String> serve() {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("serve", "--kafka", kafka, "--port", "0", "--admin-port", "0"));
    command.addAll(LOADED);
    command.addAll(List.of("--admin-open", "--data", servingData().toString()));
    plan.tls().map(BenchTls::listener).ifPresent(command::addAll);
    plan.tls().map(BenchTls::admin).ifPresent(command::addAll);
    command.addAll(plan.serve());
    return List.copyOf(command);
  }

  /** Returns the data directory of the serving node, where its stores are. */
  public Path servingData() {
    return plan.directory().resolve("serve");
  }

  private void served(String ready) {
    Matcher ports = PORT.matcher(ready.substring(ready.indexOf("http")).replace("http:", ""));
    serving = port(ports);
    admin = port(ports);
  }

  private void startIngest(String pipeline) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("ingest", "--pipeline", pipeline, "--port", "0", "--kafka", kafka));
    command.add("--open");
    command.addAll(LOADED);
    plan.tls().map(BenchTls::listener).ifPresent(command::addAll);
    command.addAll(plan.ingest());
    String ready = run(OriginPlan.ingest(pipeline), "ingest", List.copyOf(command));
    ingests.put(pipeline, port(PORT.matcher(ready.substring(ready.indexOf("http") + 5))));
  }

  private static int port(Matcher ports) {
    if (!ports.find()) {
      throw new OriginException(ErrorCode.INTERNAL, "a process did not print its port");
    }
    return Integer.parseInt(ports.group(1));
  }

  /**
   * Starts a process and returns the line with which it reports that it is ready. If the process
   * shares a core with a broker that has just started, Kafka's admin client may use up its time
   * with retries. The process is then started once more, as a supervisor would do.
   */
  private String run(String name, String flags, List<String> arguments)
      throws IOException, InterruptedException {
    try {
      return runOnce(name, flags, arguments, HangLimit.LIMIT);
    } catch (OriginException e) {
      return runOnce(name, flags, arguments, HangLimit.LIMIT);
    }
  }

  private String runOnce(String name, String flags, List<String> arguments, Duration limit)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(plan.javaHome().resolve("bin").resolve("java").toString());
    command.addAll(JavaFlags.of(flags, plan.javaHome()));
    command.addAll(plan.flags().getOrDefault(name, List.of()));
    command.addAll(List.of("-cp", plan.classpath()));
    command.add(OriginMain.class.getName());
    command.addAll(arguments);
    ServerProcess process =
        ServerProcess.start(
            plan.directory(), name, CpuPinning.of(plan.cores(), name), List.copyOf(command));
    processes.put(name, process);
    process.awaitReady(limit, () -> readyLine(process).isPresent());
    return readyLine(process).orElseThrow();
  }

  private static Optional<String> readyLine(ServerProcess process) throws IOException {
    String text = Files.readString(process.log());
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.startsWith("ready: "))
        .findFirst();
  }

  /**
   * Declares events, waits until every ingest accepts their segments, and publishes the clip's init
   * segments. Without them no copy could be checked, and each decision would wait until its segment
   * is due.
   */
  public void declare(List<EventDefinition> events) throws IOException, InterruptedException {
    AdminClient client =
        new AdminClient(admin(), Optional.empty(), plan.tls().map(BenchTls::client));
    events.forEach(client::apply);
    EventDefinition last = events.get(events.size() - 1);
    String probe = "/" + last.tenant() + "/" + last.event() + "/probe.m3u8";
    List<ClipTrack> clip = Clip.load().tracks();
    for (int port : ingests.values()) {
      try (Connection ingest = connect(port)) {
        HangLimit.await(
            "ingest does not know " + last.id(),
            () -> ingest.put(probe, new byte[0]).status() == 200);
        for (EventDefinition event : events) {
          publishInits(ingest, event, clip);
        }
      }
    }
  }

  private static void publishInits(Connection ingest, EventDefinition event, List<ClipTrack> clip)
      throws IOException {
    SegmentUrls urls = new SegmentUrls(event);
    for (ClipTrack track : clip) {
      String representation = track.representation().id();
      if (event.representation(representation).isPresent()) {
        Track of = new Track(event.id(), representation, 0);
        Connection.Reply reply = ingest.put(urls.path(new InitAddress(of)), track.init());
        if (reply.status() != 200) {
          Connection.require(reply.status(), 201, "the init segment of " + of);
        }
      }
    }
  }

  /** Returns the base URL of the admin API. */
  private URI admin() {
    return URI.create((plan.tls().isPresent() ? "https" : "http") + "://127.0.0.1:" + admin);
  }

  /** Opens a connection to a listener, with TLS if the listeners use it. */
  public Connection connect(int port) throws IOException {
    return new Connection(socket(port));
  }

  /** Opens a socket to a listener, with TLS if the listeners use it. */
  public Socket socket(int port) throws IOException {
    return plan.tls().isPresent()
        ? plan.tls().get().connect(port)
        : new Socket(InetAddress.getLoopbackAddress(), port);
  }

  /** Returns the TLS set-up of every listener; empty for plain HTTP. */
  public Optional<BenchTls> tls() {
    return plan.tls();
  }

  /** Returns the current metrics of the serving node. */
  public Metrics metrics() throws IOException, InterruptedException {
    return Metrics.of(admin() + "/metrics", plan.tls().map(BenchTls::client));
  }

  /** Returns Kafka's address, {@code host:port}. */
  public String kafka() {
    return kafka;
  }

  /** Returns the port of the first pipeline's ingest. */
  public int ingestPort() {
    return ingestPort(plan.pipelines().get(0));
  }

  public int ingestPort(String pipeline) {
    return ingests.get(pipeline);
  }

  /** Returns the port for viewers. It may change with {@link #timeServing}. */
  public int servingPort() {
    return serving;
  }

  /** Returns the port of the admin API. It may change with {@link #timeServing}. */
  public int adminPort() {
    return admin;
  }

  /** Returns the process id of the process with this name, see {@link OriginPlan}. */
  public long pid(String name) {
    return processes.get(name).pid();
  }

  /**
   * Sends SIGTERM to a process and returns when it has ended.
   *
   * @throws OriginException if it has not ended after a minute; it is then killed
   */
  public void stop(String name) throws InterruptedException {
    ServerProcess process = processes.remove(name);
    process.terminate();
    process.awaitEnd();
  }

  /** Sends SIGKILL to a process and returns when it has ended. */
  public void kill(String name) throws InterruptedException {
    ServerProcess process = processes.remove(name);
    process.kill();
    process.awaitEnd();
  }

  /**
   * Returns the processor time in seconds that each process has used so far, and under the name
   * {@value HostProcessor#HYPERVISOR} what the hypervisor has taken from the machine.
   */
  public Map<String, Double> processorSeconds() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put(HostProcessor.HYPERVISOR, HostProcessor.takenSeconds());
    processes.forEach((name, process) -> seconds.put(name, process.processorSeconds()));
    return seconds;
  }

  @Override
  public void close() {
    List<ServerProcess> lastFirst = new ArrayList<>(processes.values());
    Collections.reverse(lastFirst);
    lastFirst.forEach(ServerProcess::terminate);
    lastFirst.forEach(ServerProcess::close);
  }
}
