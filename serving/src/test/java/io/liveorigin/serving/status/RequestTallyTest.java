package io.liveorigin.serving.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.serving.support.Samples;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestTallyTest {
  private final ControlState control = new ControlState();
  private final RequestTally tally = new RequestTally(new SimpleMeterRegistry(), control);
  private final EventDefinition news = Samples.definition(Samples.NEWS).withIncarnation(5);

  private void declare(EventDefinition event) {
    control.apply(ControlKey.event(event.id()).toString(), Optional.of(ControlJson.write(event)));
  }

  private void delete() {
    control.apply(ControlKey.event(news.id()).toString(), Optional.empty());
  }

  @Test
  void answersOfAnEventAreForgottenWithIt() {
    declare(news);
    tally.count(news.id(), 200);
    declare(news);
    assertThat(tally.of(news.id())).isEqualTo(Map.of("200", 1L));
    delete();
    tally.count(news.id(), 404);
    assertThat(tally.events()).as("answered while it ended").isZero();
    assertThat(tally.all()).as("of all requests").isEqualTo(Map.of("200", 1L, "404", 1L));
  }

  @Test
  void theNextEventOfTheNameCountsAnew() {
    declare(news);
    tally.count(news.id(), 200);
    declare(news.withIncarnation(6));
    assertThat(tally.of(news.id())).isEmpty();
  }
}
