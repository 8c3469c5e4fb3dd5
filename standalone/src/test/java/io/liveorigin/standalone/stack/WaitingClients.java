package io.liveorigin.standalone.stack;

import io.liveorigin.standalone.support.client.Answer;
import io.liveorigin.standalone.support.client.Asked;
import io.liveorigin.standalone.support.client.SocketClients;
import io.liveorigin.testing.Patience;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Many clients in a process of their own: open files are counted by process. Arguments: port, path,
 * how many. Who is told 503, because a hold has ended before a slow machine had brought all clients
 * to the origin, asks again. Says {@code ASKED} when all have asked, and {@code ANSWERED} with how
 * many got 200 when each was answered.
 */
public final class WaitingClients {
  private static final int NOT_YET = 503;

  private WaitingClients() {}

  public static void main(String[] args) {
    int port = Integer.parseInt(args[0]);
    try (SocketClients clients = new SocketClients()) {
      List<Asked> crowd =
          IntStream.range(0, Integer.parseInt(args[2]))
              .mapToObj(i -> ask(clients, port, args[1]))
              .toList();
      crowd.forEach(asked -> Patience.get(asked.sent()));
      System.out.println("ASKED");
      long found =
          crowd.stream().filter(asked -> Patience.get(asked.answer()).status() == 200).count();
      System.out.println("ANSWERED " + found);
    }
  }

  private static Asked ask(SocketClients clients, int port, String path) {
    Asked first = clients.head(port, path);
    CompletableFuture<Answer> last =
        first
            .answer()
            .thenCompose(
                answer ->
                    answer.status() == NOT_YET
                        ? ask(clients, port, path).answer()
                        : CompletableFuture.completedFuture(answer));
    return new Asked(first.sent(), last);
  }
}
