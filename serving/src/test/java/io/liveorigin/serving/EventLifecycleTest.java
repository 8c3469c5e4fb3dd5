package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node keeps of an event goes with the event, and never meets the next one of its name. */
class EventLifecycleTest {
  private static final int EVENTS = 150;

  private final TestNode node = new TestNode();

  @AfterEach
  void close() {
    node.close();
  }

  private static String json(String event) {
    return """
        {"tenant":"acme","event":"%s","pipelines":["a","b"],"startNumber":0,
         "availabilityStartTime":"%s","timeShiftBufferDepth":"PT10M",
         "representations":[
          {"id":"v0","contentType":"video","codecs":"avc1.64001f","bandwidth":2000500,
           "width":1280,"height":720,"frameRate":"25"}]}
        """
        .formatted(event, Instant.ofEpochMilli(TestNode.START).minusSeconds(20));
  }

  private Track declare(String event, long incarnation) {
    EventDefinition definition = Samples.definition(json(event)).withIncarnation(incarnation);
    node.declare(definition);
    return new Track(definition.id(), "v0", incarnation);
  }

  private void delete(EventId event) {
    node.control.apply(ControlKey.event(event).toString(), Optional.empty());
  }

  private void publish(Track track, long number, byte[] bytes) {
    SegmentAddress address = new SegmentAddress(track, number);
    Candidate candidate = Samples.candidate(address, "a", bytes, node.clock.millis());
    node.stored.put(candidate.digest(), ByteBuffer.wrap(bytes));
    node.edge.candidate(address, candidate, bytes);
    node.accept(Samples.decision(address, 1, candidate));
  }

  private static String path(String event, long number) {
    return "/acme/" + event + "/v0-" + number + ".m4s";
  }

  @Test
  void theNextEventOfANameNeverServesWhatTheLastOneHad() {
    Track old = declare("again", 1);
    for (long number = 0; number < 5; number++) {
      publish(old, number, Samples.bytes(3_000, number));
      assertThat(node.get(path("again", number)).body()).isEqualTo(Samples.bytes(3_000, number));
    }
    String oldTag = node.get(path("again", 2)).headers().firstValue("ETag").orElseThrow();
    delete(old.event());
    assertThat(node.get(path("again", 2)).statusCode()).isEqualTo(404);

    Track next = declare("again", 2);
    for (long number = 0; number < 5; number++) {
      publish(next, number, Samples.bytes(3_000, 100 + number));
    }
    // A decision of the old one comes late, from a cell that is behind.
    publish(old, 2, Samples.bytes(3_000, 2));
    for (long number = 0; number < 5; number++) {
      HttpResponse<byte[]> answer = node.get(path("again", number));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(Samples.bytes(3_000, 100 + number));
      assertThat(node.get(path("again", number), "If-Match", "*").body())
          .as("by the servlet")
          .isEqualTo(Samples.bytes(3_000, 100 + number));
    }
    HttpResponse<byte[]> asked = node.get(path("again", 2), "If-None-Match", oldTag);
    assertThat(asked.statusCode()).as("the old tag is not that of the new bytes").isEqualTo(200);
  }

  @Test
  void aDeclarationOrdersThatTheCachesForgetTheName() {
    HttpResponse<byte[]> answer =
        node.send(
            "PUT",
            node.adminUri("/events/acme/fresh"),
            HttpRequest.BodyPublishers.ofString(json("fresh")),
            "Content-Type",
            "application/json");
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(node.control.invalidations(new EventId("acme", "fresh")))
        .singleElement()
        .matches(Invalidation::wholeEvent);
  }

  @Test
  void nothingIsLeftOfEventsThatHaveEnded() {
    int tracks = node.edge.recent().tracks();
    int decisions = node.edge.tally().events();
    int followed = node.edge.requestedTracks().size();
    for (int i = 0; i < EVENTS; i++) {
      Track track = declare("event-" + i, 1 + i);
      node.init(track, Samples.bytes(100, i));
      publish(track, 0, Samples.bytes(3_000, 1_000 + i));
      assertThat(node.get(path("event-" + i, 0)).statusCode()).isEqualTo(200);
      assertThat(node.get("/acme/event-" + i + "/v0-init.mp4").statusCode()).isEqualTo(200);
    }
    assertThat(node.edge.recent().tracks()).isEqualTo(tracks + EVENTS);
    assertThat(node.edge.cache().bytes()).isEqualTo(EVENTS * 3_000L);

    for (int i = 0; i < EVENTS; i++) {
      delete(new EventId("acme", "event-" + i));
      // What was on its way comes after all.
      Track ended = new Track(new EventId("acme", "event-" + i), "v0", 1 + i);
      Candidate late =
          Samples.candidate(new InitAddress(ended), "a", Samples.bytes(100, i), TestNode.START);
      node.accept(Samples.decision(new InitAddress(ended), 2, late));
    }
    assertThat(node.edge.recent().tracks()).isEqualTo(tracks);
    assertThat(node.edge.tally().events()).isEqualTo(decisions);
    assertThat(node.edge.requestedTracks().size()).isEqualTo(followed);
    assertThat(node.edge.cache().bytes()).isZero();
  }
}
