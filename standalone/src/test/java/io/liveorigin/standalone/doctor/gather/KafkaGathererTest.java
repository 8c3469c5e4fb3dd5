package io.liveorigin.standalone.doctor.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.OriginException;
import java.util.Set;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

/** Which topics are described, and what is taken for the absence of one. */
class KafkaGathererTest {
  @Test
  void onlyTheTopicsOfTheOriginAreDescribed() {
    assertThat(
            KafkaGatherer.own(
                Set.of(
                    "control",
                    "selections.inits",
                    "views",
                    "segments.a",
                    "inits.a",
                    "orders",
                    "segments.",
                    "my.segments.a")))
        .containsExactlyInAnyOrder("control", "selections.inits", "views", "segments.a", "inits.a");
  }

  @Test
  void whatThisUserMayNotKnowOrIsGoneIsAbsentAndATimeOutIsNot() {
    assertThat(KafkaGatherer.present("look", KafkaFuture.completedFuture("x"))).contains("x");
    assertThat(KafkaGatherer.present("look", failed(new TopicAuthorizationException("t"))))
        .isEmpty();
    assertThat(KafkaGatherer.present("look", failed(new UnknownTopicOrPartitionException())))
        .isEmpty();
    assertThatThrownBy(
            () -> KafkaGatherer.present("look", failed(new TimeoutException("too slow"))))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("could not look: too slow");
  }

  private static KafkaFuture<String> failed(Exception e) {
    KafkaFutureImpl<String> future = new KafkaFutureImpl<>();
    future.completeExceptionally(e);
    return future;
  }
}
