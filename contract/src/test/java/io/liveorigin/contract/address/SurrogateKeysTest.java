package io.liveorigin.contract.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SurrogateKeysTest {
  private static final EventId NEWS = new EventId("acme", "news");

  @Test
  void theTextsAreWhatCdnConfigurationsMatch() {
    assertThat(SurrogateKeys.event(NEWS)).isEqualTo("event/acme/news");
    assertThat(SurrogateKeys.representation(new Track(NEWS, "v0", 0)))
        .isEqualTo("representation/acme/news/v0");
    assertThat(SurrogateKeys.pipeline(NEWS, "a")).isEqualTo("pipeline/acme/news/a");
    assertThat(SurrogateKeys.numbers(NEWS, 897_686_514)).isEqualTo("numbers/acme/news/8976865");
    assertThat(SurrogateKeys.numbers(NEWS, 897_686_514, "b"))
        .isEqualTo("numbers/acme/news/8976865/b");
  }

  @Test
  void aRangeOfNumbersIsARunOfBuckets() {
    Set<Long> buckets =
        LongStream.rangeClosed(199, 301)
            .mapToObj(SurrogateKeys::bucket)
            .collect(Collectors.toSet());

    assertThat(buckets).containsExactlyInAnyOrder(1L, 2L, 3L);
  }
}
