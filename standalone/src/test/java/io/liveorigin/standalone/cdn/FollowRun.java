package io.liveorigin.standalone.cdn;

import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.standalone.support.client.SocketClients;
import io.liveorigin.testing.Patience;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntPredicate;

/**
 * Clients of several CDN nodes that follow the live edge of every representation, number after
 * number, at whatever speed the machine has. All clients ask for a number up to half a second
 * before it is due: how early is drawn anew from a seeded generator. When all have asked, and the
 * origin has each node's request, the number is published; when all have got it, the next one that
 * can be asked for early has its turn. So clients on a slow machine skip numbers, and nobody is
 * late. One thread calls.
 */
final class FollowRun implements AutoCloseable {
  private static final int EARLY_MILLIS = 500;
  private static final int REFUSED = 503;

  private final CdnOrigin origin;
  private final List<CdnNodeProcess> nodes;
  private final int clientsOfEach;
  private final IntPredicate askAgain;
  private final Random random = new Random(1);
  private final SocketClients clients = new SocketClients();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Map<CdnNodeProcess, Queue<Delivery>> deliveries = new HashMap<>();
  private final Map<String, Long> begun = new HashMap<>();
  private final List<Long> numbers = new ArrayList<>();

  /**
   * @param clientsOfEach for each node and representation
   * @param askAgain statuses after which a client asks again
   */
  FollowRun(
      CdnOrigin origin, List<CdnNodeProcess> nodes, int clientsOfEach, IntPredicate askAgain) {
    this.origin = origin;
    this.nodes = nodes;
    this.clientsOfEach = clientsOfEach;
    this.askAgain = askAgain;
    nodes.forEach(node -> deliveries.put(node, new ConcurrentLinkedQueue<>()));
  }

  /**
   * Follows until so many more numbers have come without that the origin refused anybody. A machine
   * that stands still for as long as the origin holds a request makes it refuse: that number does
   * not count, and shows nothing.
   *
   * @param pipelines who publishes, in this order
   */
  void follow(int count, List<String> pipelines) {
    for (int clean = 0; clean < count; ) {
      long number = next();
      publishSkipped(number, pipelines);
      numbers.add(number);
      follow(number, pipelines);
      clean += refused(number) ? 0 : 1;
    }
  }

  /** The first number for which there is time to ask as early as any client wants. */
  private long next() {
    return origin.definition().schedule().liveEdge(CdnOrigin.CLOCK.millis() + EARLY_MILLIS) + 1;
  }

  private void follow(long number, List<String> pipelines) {
    Schedule schedule = origin.definition().schedule();
    List<Viewer> viewers = new ArrayList<>();
    for (CdnNodeProcess node : nodes) {
      for (int client = 0; client < clientsOfEach; client++) {
        long at = schedule.due(number) - random.nextInt(EARLY_MILLIS);
        for (String path : paths(number)) {
          Viewer viewer = new Viewer(clients, timer, node, askAgain, deliveries.get(node), path);
          viewer.askIn(at - CdnOrigin.CLOCK.millis());
          viewers.add(viewer);
        }
      }
    }
    Patience.get(all(viewers.stream().map(Viewer::asked).toList()));
    Patience.await().until(() -> originHasEveryRequest(number));
    publish(number, pipelines);
    Patience.get(all(viewers.stream().map(Viewer::done).toList()));
  }

  private static CompletableFuture<Void> all(List<CompletableFuture<Void>> each) {
    return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new));
  }

  /** Each node's request for each path is held, or was answered already. */
  private boolean originHasEveryRequest(long number) {
    long answered =
        nodes.stream()
            .mapToLong(
                node ->
                    paths(number).stream()
                        .filter(path -> !origin.requests().of(node.name(), path).isEmpty())
                        .count())
            .sum();
    return origin.holds() + answered >= (long) nodes.size() * paths(number).size();
  }

  /** Packagers skip nothing, however slow the viewers are. */
  private void publishSkipped(long next, List<String> pipelines) {
    if (!numbers.isEmpty()) {
      for (long skipped = numbers.get(numbers.size() - 1) + 1; skipped < next; skipped++) {
        publish(skipped, pipelines);
      }
    }
  }

  private void publish(long number, List<String> pipelines) {
    for (Representation representation : origin.definition().representations()) {
      for (String pipeline : pipelines) {
        begun.put(pipeline + origin.path(representation.id(), number), CdnOrigin.CLOCK.millis());
        origin.publish(
            pipeline,
            representation.id(),
            number,
            origin.bytes(pipeline, representation.id(), number));
      }
    }
  }

  private boolean refused(long number) {
    return nodes.stream()
        .flatMap(
            node ->
                paths(number).stream().flatMap(p -> origin.requests().of(node.name(), p).stream()))
        .anyMatch(line -> line.status() == REFUSED);
  }

  private List<String> paths(long number) {
    return origin.definition().representations().stream()
        .map(representation -> origin.path(representation.id(), number))
        .toList();
  }

  /** All numbers that were followed, in order; some may be missing between them. */
  List<Long> numbers() {
    return List.copyOf(numbers);
  }

  /** What the clients of a node got, of all numbers. */
  FollowReport report(CdnNodeProcess node) {
    return FollowReport.of(
        origin,
        node.name(),
        List.copyOf(deliveries.get(node)),
        (pipeline, path) -> begun.getOrDefault(pipeline + path, Long.MIN_VALUE));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    clients.close();
  }
}
