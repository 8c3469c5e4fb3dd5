package io.liveorigin.contract.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NamedThreadFactoryTest {
  private static final Runnable NOTHING = () -> {};

  @Test
  void a_thread_has_a_name_and_keeps_no_process_alive() {
    Thread thread = NamedThreadFactory.one("purge", NOTHING);
    assertThat(thread.getName()).isEqualTo("purge");
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getPriority()).isEqualTo(Thread.NORM_PRIORITY);
    assertThat(thread.getState()).isEqualTo(Thread.State.NEW);
    assertThat(thread.getUncaughtExceptionHandler()).isNotSameAs(thread.getThreadGroup());
  }

  @Test
  void threads_are_numbered_from_zero_and_keep_their_priority() {
    NamedThreadFactory threads =
        NamedThreadFactory.numbered("answers").withPriority(Thread.MIN_PRIORITY);
    assertThat(threads.newThread(NOTHING).getName()).isEqualTo("answers-0");
    Thread second = threads.newThread(NOTHING);
    assertThat(second.getName()).isEqualTo("answers-1");
    assertThat(second.getPriority()).isEqualTo(Thread.MIN_PRIORITY);
  }

  @Test
  void a_scheduler_has_one_thread_of_that_name() throws Exception {
    ScheduledExecutorService scheduler = NamedThreadFactory.scheduler("ticks");
    try {
      assertThat(scheduler.submit(() -> Thread.currentThread().getName()).get(10, TimeUnit.SECONDS))
          .isEqualTo("ticks");
    } finally {
      scheduler.shutdownNow();
    }
  }
}
