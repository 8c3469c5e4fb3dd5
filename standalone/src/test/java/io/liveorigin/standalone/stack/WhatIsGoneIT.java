package io.liveorigin.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.serving.bytes.memory.CacheSettings;
import io.liveorigin.standalone.support.KafkaProbe;
import io.liveorigin.testing.Patience;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * What is gone does not come back, and is not waited for: an event that was deleted, and bytes that
 * the log has lost. The whole origin, whose node keeps no bytes in memory.
 */
class WhatIsGoneIT {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final ClipTrack TRACK = Clip.load().tracks().get(0);
  private static final List<String> PIPELINES = List.of("a", "b");

  /** The numbers of an event, from its first. */
  private static final int NUMBERS = 5;

  /** A lost winner must have given way by then, on a machine that is busy with other tests too. */
  private static final Duration SHORT = Duration.ofSeconds(10);

  @TempDir static Path directory;
  private static Stack stack;

  @BeforeAll
  static void start() {
    CacheSettings nothing = new CacheSettings(0, Duration.ofSeconds(60), 20_000);
    stack = Stack.start(directory, config -> config.withCache(nothing));
    stack.adminHttp().awaitReady();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void the_next_event_of_a_name_meets_nothing_of_the_one_before() {
    EventDefinition event = event("again");
    declare(event);
    List<String> yesterday = publish(event, "yesterday", "a", "b");
    stack.admin().delete(event.id());
    for (String pipeline : PIPELINES) {
      Patience.await().until(() -> probe(pipeline, event) == 404);
    }
    for (int number = 0; number < NUMBERS; number++) {
      assertThat(stack.serving().get(path(event, number)).statusCode()).isEqualTo(404);
    }

    declare(event);
    // Nobody has published anything for this one yet.
    for (int number = 0; number < NUMBERS; number++) {
      assertThat(stack.serving().get(path(event, number)).statusCode()).isNotEqualTo(200);
    }
    List<String> today = publish(event, "today", "b");
    assertThat(today).hasSize(NUMBERS).doesNotContainAnyElementsOf(yesterday);
    List<Decision> decisions = decisions(event);
    assertThat(decisions).hasSize(2 * NUMBERS);
    assertThat(decisions).extracting(Decision::revision).containsOnly(1);
    assertThat(decisions.stream().map(d -> d.address().track().incarnation()).distinct())
        .as("two events")
        .hasSize(2);
  }

  @Test
  void a_winner_whose_bytes_the_log_has_lost_gives_way_to_the_other_pipelines_copy() {
    EventDefinition event = event("lost");
    declare(event);
    publish(event, "here", "a", "b");
    Decision first = decisions(event).get(0);
    Candidate winner = first.winner().orElseThrow();
    assertThat(winner.pipeline()).isEqualTo("a");
    deleteUntil(winner.position());

    String path = path(event, ((SegmentAddress) first.address()).number());
    long asked = CLOCK.millis();
    HttpResponse<byte[]> answer =
        Patience.await().until(() -> stack.serving().get(path), r -> r.statusCode() != 503);
    assertThat(CLOCK.millis() - asked).isLessThan(SHORT.toMillis());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Origin-Pipeline")).hasValue("b");
    assertThat(answer.body()).isEqualTo(bytes(event, 0, "here b"));

    Decision second =
        decisions(event).stream()
            .filter(d -> d.address().equals(first.address()))
            .max(Comparator.comparing(Decision::revision))
            .orElseThrow();
    assertThat(second.revision()).isEqualTo(2);
    assertThat(second.reason()).isEqualTo(Reason.UNREADABLE);
    assertThat(second.candidates()).anyMatch(c -> c.sameCopy(winner) && c.unreadable());
  }

  /** What Kafka's clients warn of at each change would fill the log of a node. */
  @Test
  void a_change_leaves_no_warning_in_the_log() {
    Logger clients = (Logger) LoggerFactory.getLogger("org.apache.kafka.clients.consumer");
    Level before = clients.getLevel();
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    clients.setLevel(Level.WARN);
    clients.addAppender(log);
    try {
      EventDefinition event = event("quiet");
      stack.admin().apply(event);
      stack.admin().delete(event.id());
      assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
    } finally {
      clients.detachAppender(log);
      clients.setLevel(before);
    }
  }

  /** Its media began so long ago that all of its numbers are due. */
  private static EventDefinition event(String name) {
    return Clip.eventDefinition("t", name, PIPELINES)
        .withAvailabilityStartTime(Instant.ofEpochSecond(CLOCK.millis() / 1000 - 60))
        .withStartNumber(0);
  }

  private static void declare(EventDefinition event) {
    stack.admin().apply(event);
    for (String pipeline : PIPELINES) {
      Patience.await().until(() -> probe(pipeline, event) == 200);
      String init = new SegmentUrls(event).path(new InitAddress(track(event)));
      assertThat(stack.ingest(pipeline).put(init, TRACK.init()).statusCode()).isIn(200, 201);
    }
  }

  private static int probe(String pipeline, EventDefinition event) {
    return stack.ingest(pipeline).put("/" + event.id() + "/probe.m3u8", new byte[0]).statusCode();
  }

  /** The ETags of the numbers, when all are served. */
  private static List<String> publish(EventDefinition event, String mark, String... pipelines) {
    List<String> etags = new ArrayList<>();
    for (int number = 0; number < NUMBERS; number++) {
      String path = path(event, number);
      for (String pipeline : pipelines) {
        byte[] bytes = bytes(event, number, mark + " " + pipeline);
        assertThat(stack.ingest(pipeline).put(path, bytes).statusCode()).isEqualTo(201);
      }
      HttpResponse<byte[]> answer =
          Patience.await().until(() -> stack.serving().get(path), r -> r.statusCode() == 200);
      assertThat(answer.body()).isEqualTo(bytes(event, number, mark + " " + pipelines[0]));
      etags.add(Http.etag(answer));
    }
    return etags;
  }

  /** A clean segment that bears a mark: a free box behind its media. */
  private static byte[] bytes(EventDefinition event, long number, String mark) {
    byte[] segment = TRACK.segment(number, event.schedule()).bytes();
    byte[] text = mark.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(segment.length + 8 + text.length)
        .put(segment)
        .putInt(8 + text.length)
        .put("free".getBytes(StandardCharsets.US_ASCII))
        .put(text)
        .array();
  }

  private static Track track(EventDefinition event) {
    return new Track(event.id(), TRACK.representation().id(), event.incarnation());
  }

  private static String path(EventDefinition event, long number) {
    return new SegmentUrls(event).path(new SegmentAddress(track(event), number));
  }

  /** What was decided about media segments of the name, in order. */
  private static List<Decision> decisions(EventDefinition event) {
    return new KafkaProbe(stack.kafka().bootstrapServers())
        .values(Topics.SELECTIONS).stream()
            .map(DecisionJson::read)
            .filter(d -> d.address().track().event().equals(event.id()))
            // What nobody publishes later is decided too.
            .filter(d -> ((SegmentAddress) d.address()).number() < NUMBERS)
            .toList();
  }

  private static void deleteUntil(RecordPosition last) {
    try (Admin admin = stack.kafka().admin("test")) {
      TopicPartition partition = new TopicPartition(last.topic(), last.partition());
      KafkaProbe.get(
          admin
              .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(last.offset() + 1)))
              .all());
    }
  }
}
