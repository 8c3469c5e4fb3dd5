package io.liveorigin.serving.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.liveorigin.serving.response.RefusedException;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestClock;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams whose clients fail leave nothing behind. */
class DecisionStreamsTest {
  private final TestClock clock = new TestClock(1_700_000_000_000L);
  private final DecisionFeed feed = new DecisionFeed(Samples.PARTITIONS);
  private final ControlState control = new ControlState();
  private final MeterRegistry meters = MeterRegistration.registry();
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicBoolean readinessFails = new AtomicBoolean();
  private final DecisionStreams streams =
      DecisionStreams.start(feed, control, this::ready, clock, meters);

  @BeforeEach
  void declare() {
    control.apply(
        ControlKey.event(Samples.news().id()).toString(),
        Optional.of(Samples.NEWS.getBytes(StandardCharsets.UTF_8)));
  }

  @AfterEach
  void close() {
    streams.close();
  }

  private boolean ready() {
    if (readinessFails.get()) {
      throw new IllegalStateException("the store is closed");
    }
    return true;
  }

  /** A client whose methods may throw. */
  private static class Client implements FeedClient {
    volatile boolean completed;

    @Override
    public void begin() {}

    @Override
    public void write(ByteBuffer bytes, Callback written) {
      written.succeeded();
    }

    @Override
    public void complete() {
      completed = true;
    }

    @Override
    public void cut() {
      completed = true;
    }
  }

  private void open(FeedClient client) {
    open(client, "page", false);
  }

  private void open(FeedClient client, String name, boolean ofTenant) {
    streams.open(
        Samples.news(),
        client,
        new FeedClient.Request(name, ofTenant, FeedClient.Request.ALL, () -> true),
        Optional.empty());
  }

  private int count() {
    return (int) meters.get("serving.decision.streams").gauge().value();
  }

  @Test
  void aClientWhoseWriteThrowsLeavesNoStream() {
    Client gone =
        new Client() {
          @Override
          public void write(ByteBuffer bytes, Callback written) {
            throw new IllegalStateException("channel already completed");
          }
        };

    open(gone);

    await().until(() -> count() == 0);
    await().until(() -> gone.completed);
    assertThat(feed.feeds()).isEqualTo(1);
    feed.retire(clock.millis() + EventFeed.KEPT_MILLIS);
    assertThat(feed.feeds()).as("feeds that are kept for somebody").isZero();
  }

  @Test
  void aStreamThatCannotBeginIsNone() {
    Client bad =
        new Client() {
          @Override
          public void begin() {
            throw new IllegalStateException("the request is over");
          }
        };
    assertThatThrownBy(() -> open(bad)).hasMessage("the request is over");
    assertThat(count()).isZero();

    readinessFails.set(true);
    assertThatThrownBy(() -> open(new Client())).hasMessage("the store is closed");
    assertThat(count()).isZero();
    assertThat(feed.feeds()).isZero();
  }

  @Test
  void aFeedIsNotKeptForAClientThatNeverJoined() {
    FeedStream stream =
        new FeedStream(
            new Client(),
            new FeedClient.Request("page", false, FeedClient.Request.ALL, () -> true),
            Runnable::run,
            () -> {});
    EventFeed reserved = new EventFeed(0).reserve(stream);
    assertThat(reserved.isIdle(clock.millis(), 0)).isFalse();

    reserved.leave(stream, clock.millis());

    assertThat(reserved.isIdle(clock.millis(), 0)).isTrue();
  }

  private void open(int count, String name, boolean ofTenant) {
    for (int i = 0; i < count; i++) {
      open(new Client(), name, ofTenant);
    }
  }

  private void assertRefused(String name, boolean ofTenant) {
    assertThatThrownBy(() -> open(new Client(), name, ofTenant))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void tenantsLeaveStreamsForThoseWhoOperateTheNode() {
    for (String tenant : List.of("tenant a", "tenant b", "tenant c")) {
      open(16, tenant, true);
      assertRefused(tenant, true);
    }
    assertRefused("tenant d", true);
    open(16, "name operator", false);

    assertThat(count()).isEqualTo(64);
    assertRefused("name other", false);
  }

  @Test
  void whoeverOperatesTheNodeMayHaveAllStreams() {
    for (String name : List.of("name a", "name b", "name c", "name d")) {
      open(16, name, false);
    }
    assertRefused("name e", false);
  }

  @Test
  void aClientThatHasGoneIsNoticedWhenItsPlaceIsWanted() {
    AtomicBoolean gone = new AtomicBoolean();
    Client last =
        new Client() {
          @Override
          public void write(ByteBuffer bytes, Callback written) {
            if (gone.get()) {
              written.failed(new IllegalStateException("the connection is closed"));
            } else {
              begun.set(true);
              written.succeeded();
            }
          }
        };
    open(15, "name a", false);
    open(last, "name a", false);
    await().until(begun::get);
    gone.set(true);

    assertRefused("name a", false);

    await().until(() -> count() == 15);
    open(new Client(), "name a", false);
  }
}
