package io.liveorigin.serving.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.serving.support.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that come and go, while decisions become visible. */
class DecisionFeedTest {
  private static final List<Track> TRACKS = List.of(Samples.V0, Samples.A0);
  private static final Pattern EVENT =
      Pattern.compile("id: (\\S*)\nevent: (decision|reset)\ndata: (.*)\n\n");
  private static final Pattern NUMBER =
      Pattern.compile("\"representation\":\"(\\w+)\",\"number\":(\\d+),\"revision\":(\\d+)");

  private final DecisionFeed feed = new DecisionFeed(Samples.PARTITIONS);

  /** The revision of each number, as look-ups see it. */
  private final Map<String, Integer> store = new ConcurrentHashMap<>();

  private final ExecutorService writes =
      Executors.newSingleThreadExecutor(NamedThreadFactory.of("writes"));
  private final AtomicInteger cut = new AtomicInteger();
  private final long[] offsets = new long[Samples.PARTITIONS];

  @AfterEach
  void close() {
    writes.shutdownNow();
  }

  private void decide(Track track, long number) {
    SegmentAddress address = new SegmentAddress(track, number);
    String key = track.representation() + "/" + number;
    int revision = store.getOrDefault(key, 0) + 1;
    Decision decision =
        Samples.decision(
            address, revision, Samples.candidate(address, "a", Samples.bytes(3, number), 1));
    store.put(key, revision);
    int partition = Partitions.of(track, Samples.PARTITIONS);
    feed.accepted(
        address, decision, new RecordPosition(Topics.SELECTIONS, partition, ++offsets[partition]));
  }

  /** A page of the console: its tiles, and how it stays up to date. */
  private final class Page implements FeedClient {
    private final Map<String, Integer> tiles = new HashMap<>();
    private FeedPosition position = FeedPosition.NONE;
    private FeedStream stream;
    private int resets;

    void connect() {
      stream =
          new FeedStream(
              this,
              new FeedClient.Request("page", false, FeedClient.Request.ALL, () -> true),
              writes,
              cut::incrementAndGet);
      feed.join(Samples.news(), stream, position());
    }

    private synchronized FeedPosition position() {
      return position;
    }

    void disconnect() {
      stream.end();
      feed.leave(FeedKey.of(Samples.news()), stream, 0);
    }

    @Override
    public void begin() {}

    /** Half of what is under way is lost if the page goes away meanwhile. */
    @Override
    public synchronized void write(ByteBuffer bytes, Callback written) {
      if (!stream.isEnded()) {
        Matcher events = EVENT.matcher(StandardCharsets.UTF_8.decode(bytes));
        while (events.find()) {
          if (events.group(2).equals("reset")) {
            resets++;
            store.forEach((number, revision) -> tiles.merge(number, revision, Math::max));
          } else {
            Matcher number = NUMBER.matcher(events.group(3));
            assertThat(number.find()).as(events.group(3)).isTrue();
            tiles.merge(
                number.group(1) + "/" + number.group(2),
                Integer.parseInt(number.group(3)),
                Math::max);
          }
          position = FeedPosition.parse(events.group(1));
        }
      }
      written.succeeded();
    }

    @Override
    public void complete() {}

    @Override
    public void cut() {}

    synchronized boolean isUpToDate() {
      return tiles.equals(store);
    }
  }

  @Test
  void noPageMissesADecisionHoweverItComesAndGoes() {
    Random random = new Random(7);
    List<Page> pages = List.of(new Page(), new Page(), new Page());
    pages.forEach(Page::connect);
    Thread decisions =
        NamedThreadFactory.one(
            "decisions",
            () -> {
              Random own = new Random(8);
              for (int i = 0; i < 20_000; i++) {
                decide(TRACKS.get(own.nextInt(2)), own.nextInt(3_000));
                if (own.nextInt(4_000) == 0) {
                  feed.lost(own.nextInt(Samples.PARTITIONS));
                }
              }
            });
    decisions.start();
    while (decisions.isAlive()) {
      Page page = pages.get(random.nextInt(pages.size()));
      page.disconnect();
      page.connect();
      Thread.onSpinWait();
    }

    pages.forEach(
        page -> {
          // A page that was cut, or told that it is behind, comes back.
          page.disconnect();
          page.connect();
          await().untilAsserted(() -> assertThat(page.isUpToDate()).isTrue());
        });
  }

  @Test
  void aPageThatComesBackInTimeIsNotReset() {
    Page page = new Page();
    decide(Samples.V0, 1);
    decide(Samples.A0, 1);
    page.connect();
    await().until(() -> page.resets == 1);
    for (int number = 2; number < 500; number++) {
      page.disconnect();
      decide(Samples.V0, number);
      decide(Samples.A0, number);
      page.connect();
    }
    await().until(page::isUpToDate);
    assertThat(page.resets).isEqualTo(1);
    assertThat(cut).hasValue(0);
  }

  @Test
  void aFeedThatNobodyFollowsIsForgottenAfterTwoMinutes() {
    Page page = new Page();
    decide(Samples.V0, 1);
    decide(Samples.A0, 1);
    page.connect();
    await().until(() -> page.resets == 1);
    page.disconnect();
    feed.retire(EventFeed.KEPT_MILLIS - 1);
    decide(Samples.V0, 2);
    page.connect();
    await().until(page::isUpToDate);
    assertThat(page.resets).isEqualTo(1);

    page.disconnect();
    feed.retire(EventFeed.KEPT_MILLIS);
    decide(Samples.V0, 3);
    page.connect();
    await().until(page::isUpToDate);
    assertThat(page.resets).as("what came meanwhile is in no memory").isEqualTo(2);
  }

  @Test
  void aPositionHasOneText() {
    FeedPosition position = new FeedPosition(5).with(7, 12).with(3, 815).with(7, 11);
    assertThat(position).hasToString("5/3:815,7:12");
    assertThat(FeedPosition.parse("5/3:815,7:12")).isEqualTo(position);
    assertThat(FeedPosition.NONE).hasToString("");
    for (String none :
        List.of(
            "",
            "/",
            "5/",
            "5/:",
            "5/1",
            "5/1:",
            "5/-1:2",
            "5/1:2,",
            "5/1:2 ",
            "1:2",
            "/1:2",
            "-5/1:2",
            "x/1:2",
            "5/5/1:2",
            "5/1:" + "1".repeat(19),
            "1".repeat(19) + "/1:2")) {
      assertThat(FeedPosition.parse(none)).as(none).isEqualTo(FeedPosition.NONE);
    }
  }
}
