package io.liveorigin.serving.support;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.wire.WireJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** A client that reads a stream of server-sent events. */
public final class StreamReader implements AutoCloseable, Flow.Subscriber<String> {
  /**
   * One event.
   *
   * @param id the position after it
   */
  public record Event(String id, String name, JsonNode data) {}

  private final List<String> lines = new ArrayList<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final CompletableFuture<HttpResponse.ResponseInfo> head = new CompletableFuture<>();
  private Flow.Subscription subscription;

  private StreamReader() {}

  /** Headers alternate name and value. */
  public static StreamReader open(HttpClient http, URI uri, String... headers) {
    StreamReader reader = new StreamReader();
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    http.sendAsync(
            request.build(),
            info -> {
              reader.head.complete(info);
              return HttpResponse.BodySubscribers.fromLineSubscriber(
                  reader, any -> null, StandardCharsets.UTF_8, null);
            })
        .whenComplete((any, failure) -> reader.ended.complete(null));
    return reader;
  }

  public int status() {
    return head.join().statusCode();
  }

  public HttpHeaders headers() {
    return head.join().headers();
  }

  /** Whether the response is over, complete or not. */
  public boolean isEnded() {
    return ended.isDone();
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public synchronized void onNext(String line) {
    lines.add(line);
  }

  @Override
  public void onError(Throwable failure) {
    ended.complete(null);
  }

  @Override
  public void onComplete() {
    ended.complete(null);
  }

  /** Lines that clients ignore. */
  public synchronized long comments() {
    return lines.stream().filter(line -> line.startsWith(":")).count();
  }

  /** The events so far. */
  public synchronized List<Event> events() {
    List<Event> events = new ArrayList<>();
    String id = "";
    String name = "";
    Optional<String> data = Optional.empty();
    for (String line : lines) {
      if (line.isEmpty() && data.isPresent()) {
        events.add(
            new Event(id, name, WireJson.readTree(data.get().getBytes(StandardCharsets.UTF_8))));
        data = Optional.empty();
      } else if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        data = Optional.of(line.substring(6));
      }
    }
    return events;
  }

  public long resets() {
    return events().stream().filter(event -> event.name().equals("reset")).count();
  }

  /** The decisions so far, each as number and revision: {@code 7/1}. */
  public List<String> decisions() {
    return events().stream()
        .filter(event -> event.name().equals("decision"))
        .map(event -> event.data().path("number").asText() + "/" + event.data().path("revision"))
        .toList();
  }

  public String lastId() {
    List<Event> events = events();
    return events.isEmpty() ? "" : events.get(events.size() - 1).id();
  }

  /** The client goes away. */
  @Override
  public synchronized void close() {
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
