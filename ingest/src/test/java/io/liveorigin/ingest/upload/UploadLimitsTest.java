package io.liveorigin.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.topic.TopicSettings;
import org.junit.jupiter.api.Test;

class UploadLimitsTest {
  private static final long MIB = 1024 * 1024;

  @Test
  void whatMayWaitFitsIntoTheHeap() {
    int body = TopicSettings.STANDARD_SEGMENT_BYTES;
    assertThat(UploadLimits.standard(body, 8192 * MIB).maxInFlightBytes()).isEqualTo(256 * MIB);
    assertThat(UploadLimits.standard(body, 512 * MIB).maxInFlightBytes()).isEqualTo(128 * MIB);
    assertThat(UploadLimits.standard(body, 32 * MIB).maxInFlightBytes()).isEqualTo(body);
  }

  @Test
  void aBodyMayBeAsLargeAsTheTopicsTakeIt() {
    TopicSettings large = TopicSettings.singleNode().withMaxSegmentBytes((int) (40 * MIB));
    assertThat(UploadLimits.standard(large).maxBodyBytes()).isEqualTo(40 * MIB);
    assertThat(UploadLimits.standard(large).maxInFlightBytes()).isGreaterThanOrEqualTo(40 * MIB);
  }
}
