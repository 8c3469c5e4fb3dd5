package io.liveorigin.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.OriginException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicSettingsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0;    3; 2; 7200; partitions must be 1 to 1024, but is 0",
        "1025; 3; 2; 7200; partitions must be 1 to 1024, but is 1025",
        "4;    0; 1; 7200; replicationFactor must be 1 to 9, but is 0",
        "4;   10; 1; 7200; replicationFactor must be 1 to 9, but is 10",
        "4;    3; 0; 7200; minInSyncReplicas must be 1 to replicationFactor, but is 0",
        "4;    1; 2; 7200; minInSyncReplicas must be 1 to replicationFactor, but is 2",
        "4;    3; 2;  600; segmentRetention must be more than PT10M, but is PT10M",
        "4;    3; 2;   -1; segmentRetention must be more than PT10M, but is PT-1S"
      })
  void refusesWhatCannotWork(int partitions, short factor, short min, long seconds, String text) {
    assertThatThrownBy(
            () -> new TopicSettings(partitions, factor, min, Duration.ofSeconds(seconds)))
        .isInstanceOf(OriginException.class)
        .hasMessage(text);
  }

  @Test
  void refusesAMissingRetention() {
    assertThatThrownBy(() -> new TopicSettings(4, (short) 3, (short) 2, null))
        .isInstanceOf(OriginException.class)
        .hasMessage("segmentRetention must be more than PT10M, but is null");
  }

  @Test
  void theLongestWindowLeavesTheMargin() {
    TopicSettings settings = new TopicSettings(32, (short) 3, (short) 2, Duration.ofHours(2));
    assertThat(settings.longestWindow()).isEqualTo(Duration.ofMinutes(110));
    assertThat(TopicSettings.singleNode().replicationFactor()).isEqualTo((short) 1);
  }

  @Test
  void aRecordHoldsTheLargestSegmentAndItsHeaders() {
    TopicSettings standard = TopicSettings.singleNode();
    assertThat(standard.maxSegmentBytes()).isEqualTo(16 * 1024 * 1024);
    assertThat(standard.maxRecordBytes()).isEqualTo(16 * 1024 * 1024 + 64 * 1024);
    TopicSettings large = standard.withMaxSegmentBytes(40_000_000);
    assertThat(large.maxRecordBytes()).isEqualTo(40_000_000 + 64 * 1024);
    assertThat(large.withMaxSegmentBytes(standard.maxSegmentBytes())).isEqualTo(standard);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_048_575, 67_108_865})
  void refusesAnotherLargestSegment(int bytes) {
    assertThatThrownBy(() -> TopicSettings.singleNode().withMaxSegmentBytes(bytes))
        .hasMessage("maxSegmentBytes must be 1048576 to 67108864, but is " + bytes);
  }
}
