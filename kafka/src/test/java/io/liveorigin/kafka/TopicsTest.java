package io.liveorigin.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.support.Generators;
import io.liveorigin.contract.topic.Topics;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicsTest {
  @Provide
  Arbitrary<Track> tracks() {
    return Generators.tracks();
  }

  /** A producer that uses the track as its key writes to the same partition as the origin. */
  @Property
  void thePartitionIsTheOneThatKafkaItselfWouldChoose(
      @ForAll("tracks") Track track, @ForAll @IntRange(min = 1, max = 1024) int partitions) {
    byte[] key = track.key().getBytes(StandardCharsets.UTF_8);
    assertThat(Partitions.of(track, partitions))
        .isEqualTo(BuiltInPartitioner.partitionForKey(key, partitions))
        .isBetween(0, partitions - 1);
  }

  /** Known values: a change would split every live track in two. */
  @ParameterizedTest
  @CsvSource({
    "acme/derby/v0, 4, 3",
    "acme/ashes/v0, 4, 3",
    "acme/ashes/audio, 4, 2",
    "acme/derby/v0, 32, 7"
  })
  void thePartitionNeverChanges(String track, int partitions, int partition) {
    assertThat(Partitions.of(Track.parse(track), partitions)).isEqualTo(partition);
  }

  @Test
  void everyPipelineHasItsTopics() {
    assertThat(Topics.segments("a")).isEqualTo("segments.a");
    assertThat(Topics.inits("west-1.b")).isEqualTo("inits.west-1.b");
    assertThat(Topics.pipelineOf("segments.a")).isEqualTo("a");
    assertThat(Topics.pipelineOf("inits.west-1.b")).isEqualTo("west-1.b");
    assertThatThrownBy(() -> Topics.segments("a/b"))
        .isInstanceOf(OriginException.class)
        .hasMessageStartingWith("pipeline must be");
    assertThatThrownBy(() -> Topics.inits("")).isInstanceOf(OriginException.class);
  }

  @Property
  void thePatternsFindEveryPipelineAndNothingElse(@ForAll("names") String pipeline) {
    assertThat(Topics.segments(pipeline)).matches(Topics.ALL_SEGMENTS);
    assertThat(Topics.inits(pipeline)).matches(Topics.ALL_INITS);
    assertThat(Topics.segments(pipeline)).doesNotMatch(Topics.ALL_INITS);
    assertThat(Topics.pipelineOf(Topics.segments(pipeline))).isEqualTo(pipeline);
    Topic.validate(Topics.segments(pipeline));
    Topic.validate(Topics.inits(pipeline));
  }

  @Provide
  Arbitrary<String> names() {
    return Generators.names();
  }

  @ParameterizedTest
  @CsvSource({"selections", "selections.inits", "defects", "control", "xsegments.a", "segments."})
  void otherTopicsAreNoPipelines(String topic) {
    assertThat(topic).doesNotMatch(Topics.ALL_SEGMENTS).doesNotMatch(Topics.ALL_INITS);
  }
}
