package io.liveorigin.ingest.http;

import static io.liveorigin.ingest.support.Events.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.ingest.access.ListenerAccess;
import io.liveorigin.ingest.support.RawClient;
import io.liveorigin.ingest.support.TestListener;
import io.liveorigin.ingest.upload.UploadLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Uploads that find the memory full wait; they are not refused. */
class BackPressureTest {
  private static final int SIZE = 200_000;
  private static final int CLIENTS = 20;

  /** Clients that send in turns, a piece each, so that all of them are half-way at once. */
  @Test
  void manySlowUploadsInLittleMemoryAreAllStored() throws Exception {
    UploadLimits limits =
        new UploadLimits(SIZE, 2L * SIZE, Duration.ofSeconds(20), 64)
            .withMemoryWait(Duration.ofSeconds(20));
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try (TestListener listener =
        new TestListener(
            limits, TestListener.delivery(Duration.ofSeconds(20)), ListenerAccess.open("a"))) {
      List<CompletableFuture<Integer>> statuses = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        statuses.add(CompletableFuture.supplyAsync(() -> upload(listener, client), clients));
      }
      assertThat(statuses.stream().map(CompletableFuture::join).toList()).containsOnly(201);
      assertThat(listener.uploadMemory.heldBytes()).isZero();
    } finally {
      clients.shutdownNow();
    }
  }

  private static int upload(TestListener listener, int client) {
    byte[] body = new byte[SIZE];
    body[0] = (byte) client;
    int piece = 5_000;
    try (RawClient raw = new RawClient(listener.port())) {
      raw.head(
          "PUT /acme/cup/v0-" + (NUMBER - client) + ".m4s HTTP/1.1",
          "Host: x",
          "Content-Length: " + SIZE);
      for (int at = 0; at < SIZE; at += piece) {
        byte[] part = new byte[piece];
        System.arraycopy(body, at, part, 0, piece);
        raw.bytes(part);
        Thread.yield();
      }
      return raw.answer().status();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
