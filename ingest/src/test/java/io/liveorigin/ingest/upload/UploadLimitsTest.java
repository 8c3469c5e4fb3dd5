package io.liveorigin.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.topic.TopicSettings;
import org.junit.jupiter.api.Test;

class UploadLimitsTest {
  private static final long MIB = 1024 * 1024;

  @Test
  void whatMayWaitFitsIntoTheHeap() {
    assertThat(UploadLimits.standard(8192 * MIB).maxInFlightBytes()).isEqualTo(256 * MIB);
    assertThat(UploadLimits.standard(512 * MIB).maxInFlightBytes()).isEqualTo(128 * MIB);
    assertThat(UploadLimits.standard(32 * MIB).maxInFlightBytes())
        .isEqualTo(TopicSettings.MAX_SEGMENT_BYTES);
  }
}
