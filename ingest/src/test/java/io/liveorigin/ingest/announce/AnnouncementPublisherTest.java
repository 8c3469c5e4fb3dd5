package io.liveorigin.ingest.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantLimits;
import io.liveorigin.access.limit.TenantRegistry;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlEdit;
import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.notification.Notification;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnnouncementPublisherTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private final ControlState state = new ControlState();
  private final AtomicInteger settled = new AtomicInteger();

  /** A log that every change finds empty. */
  private final ControlLog log =
      new ControlLog() {
        @Override
        public ControlState latest() {
          return state;
        }

        @Override
        public <T> T change(Judge<T> judge) {
          return judge.judge(state, new ControlEdit());
        }
      };

  private final AnnouncementPublisher publisher =
      new AnnouncementPublisher(
          "test-announcer",
          log,
          new TenantRegistry(
              Limit.of(Limit.Node.INGEST),
              TenantLimits.standard(),
              state::tenants,
              () -> 0,
              (tenant, limit) -> {}),
          outcome -> settled.incrementAndGet(),
          CLOCK,
          Duration.ofMillis(5));

  private boolean offer(String tenant, int number) {
    return publisher.offer(
        Notification.announced(
            new EventId(tenant, "event"), "key", "value", number, Optional.empty()));
  }

  /** Nothing is published yet, as while Kafka does not answer. */
  @Test
  void aTenantHasSomeOfThePlacesAndGetsThemBack() {
    for (int i = 0; i < AnnouncementPublisher.WAITING_OF_TENANT; i++) {
      assertThat(offer("noisy", i)).isTrue();
    }
    assertThat(offer("noisy", 1_000)).isFalse();
    assertThat(offer("noisy", 0)).as("waits already").isTrue();
    assertThat(offer("quiet", 0)).isTrue();

    publisher.start();
    await().until(() -> settled.get() == AnnouncementPublisher.WAITING_OF_TENANT + 1);
    for (int i = 0; i < AnnouncementPublisher.WAITING_OF_TENANT; i++) {
      int number = 1_000 + i;
      await().until(() -> offer("noisy", number));
    }
    publisher.close();
  }
}
