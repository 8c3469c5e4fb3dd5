package io.liveorigin.serving.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.serving.support.Samples;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetDurationRuleTest {
  private static final EventDefinition NEWS = Samples.news().definition();

  private static EventDefinition changed(EventDefinition before, EventDefinition next) {
    return TargetDurationRule.set(next, Optional.of(LiveEvent.of(before)));
  }

  private static EventDefinition frames(String codecs) {
    return Samples.definition(
        Samples.NEWS
            .replace(
                "\"pipelines\"",
                "\"segmentDuration\":{\"duration\":2478,\"timescale\":1000},\"patience\":\"PT0S\","
                    + "\"fillPatience\":\"PT0S\",\"pipelines\"")
            .replace("mp4a.40.2", codecs));
  }

  @Test
  void aNewEventGetsOne() {
    assertThat(TargetDurationRule.set(NEWS, Optional.empty()).targetDuration())
        .hasValue(Duration.ofSeconds(3));
    EventDefinition two = NEWS.withTargetDuration(Duration.ofSeconds(2));
    assertThat(TargetDurationRule.set(two, Optional.empty())).isEqualTo(two);
  }

  @Test
  void oneThatSegmentsExceedIsRefused() {
    assertThatThrownBy(
            () ->
                TargetDurationRule.set(
                    NEWS.withTargetDuration(Duration.ofSeconds(1)), Optional.empty()))
        .isInstanceOfSatisfying(
            OriginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_EVENT))
        .hasMessageContaining("targetDuration must be at least PT2S, but is 'PT1S'");
  }

  @Test
  void budgetsMayChangeAndItStays() {
    EventDefinition declared = TargetDurationRule.set(NEWS, Optional.empty());
    EventDefinition slower = NEWS.withFillPatience(Duration.ofSeconds(8));
    assertThat(changed(declared, slower).targetDuration()).hasValue(Duration.ofSeconds(3));
    assertThat(changed(NEWS, slower).targetDuration())
        .as("declared before there was one")
        .hasValue(Duration.ofSeconds(3));
  }

  @Test
  void itNeverChanges() {
    EventDefinition declared = TargetDurationRule.set(NEWS, Optional.empty());
    assertThatThrownBy(() -> changed(declared, NEWS.withTargetDuration(Duration.ofSeconds(4))))
        .isInstanceOfSatisfying(
            OriginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EVENT_CONFLICT))
        .hasMessageContaining("it is PT3S, but the new definition has PT4S");
    assertThat(changed(declared, declared)).isEqualTo(declared);
  }

  @Test
  void aChangeThatNeedsALongerOneIsRefused() {
    EventDefinition declared = TargetDurationRule.set(frames("mp4a.40.2"), Optional.empty());
    assertThat(declared.targetDuration()).hasValue(Duration.ofSeconds(2));
    assertThatThrownBy(() -> changed(declared, frames("mp4a.40.5")))
        .isInstanceOfSatisfying(
            OriginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EVENT_CONFLICT))
        .hasMessageContaining("stays PT2S");
  }
}
