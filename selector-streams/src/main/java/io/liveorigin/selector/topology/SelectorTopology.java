package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.selector.propose.DecisionInbox;
import io.liveorigin.selector.propose.DecisionInboxes;
import io.liveorigin.selector.store.DecisionStore;
import io.liveorigin.selector.store.DecisionStoreTypes;
import io.liveorigin.selector.store.TaskEntries;
import io.liveorigin.selector.task.TaskSettings;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The whole topology, one sub-topology:
 *
 * <pre>
 * segments.*  ─┐ (one source)
 * inits.*     ─┼─▶ propose ─▶ selections, selections.inits, defects
 * control     ─┘     │
 *                    ├── store candidates
 * selections       ─▶ accept       ── store chosen
 * selections.inits ─▶ accept-inits ── store chosen-inits
 * </pre>
 *
 * A decision is proposed to the log, read back, and only then applied to {@code chosen}, whose
 * changelog is the topic. The accepting processors put the decisions that they read back into the
 * task's {@link DecisionInbox}, from which the proposing processor takes them.
 */
public final class SelectorTopology {
  public static final String CHOSEN = "chosen";
  public static final String CHOSEN_INITS = "chosen-inits";
  static final String SELECTIONS_SINK = "to-selections";
  static final String INIT_SELECTIONS_SINK = "to-selections-inits";
  static final String DEFECTS_SINK = "to-defects";

  private static final String INPUT = "input";
  private static final String PROPOSE = "propose";

  private SelectorTopology() {}

  public static Topology build(TaskSettings settings) {
    return build(settings, Topics.ALL_SEGMENTS, Topics.ALL_INITS);
  }

  /**
   * Builds the same topology over fewer topics.
   *
   * @param segments names of the topics of segments
   * @param inits names of the topics of init segments
   */
  public static Topology build(TaskSettings settings, Pattern segments, Pattern inits) {
    return build(
        settings,
        segments,
        inits,
        Stores.persistentKeyValueStore(TaskEntries.NAME),
        DecisionStoreTypes.inRocksDb(CHOSEN),
        DecisionStoreTypes.inMemory(CHOSEN_INITS));
  }

  static Topology build(
      TaskSettings settings,
      Pattern segments,
      Pattern inits,
      KeyValueBytesStoreSupplier candidates,
      StoreBuilder<DecisionStore> chosen,
      StoreBuilder<DecisionStore> chosenInits) {
    StringDeserializer keys = new StringDeserializer();
    ByteArrayDeserializer values = new ByteArrayDeserializer();
    // A record without a valid timestamp is processed like any other: skipped records would never
    // count as processed, and nothing could be proved for their partition again.
    TimestampExtractor times = (record, partitionTime) -> Math.max(0, record.timestamp());
    DecisionInboxes readBacks = new DecisionInboxes();
    Topology topology = new Topology();
    topology
        .addSource(AutoOffsetReset.earliest(), INPUT, times, keys, values, input(segments, inits))
        .addProcessor(PROPOSE, () -> new ProposeProcessor(settings, readBacks), INPUT)
        .addStateStore(
            Stores.keyValueStoreBuilder(candidates, Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(settings.candidateChangelog()),
            PROPOSE)
        .addReadOnlyStateStore(
            chosen,
            "selections",
            times,
            keys,
            values,
            Topics.SELECTIONS,
            "accept",
            () -> new AcceptProcessor(CHOSEN, settings, readBacks))
        .addReadOnlyStateStore(
            chosenInits,
            "selections-inits",
            times,
            keys,
            values,
            Topics.INIT_SELECTIONS,
            "accept-inits",
            () -> new AcceptProcessor(CHOSEN_INITS, settings, readBacks))
        .connectProcessorAndStateStores(PROPOSE, CHOSEN, CHOSEN_INITS);
    sink(topology, SELECTIONS_SINK, Topics.SELECTIONS);
    sink(topology, INIT_SELECTIONS_SINK, Topics.INIT_SELECTIONS);
    sink(topology, DEFECTS_SINK, Topics.DEFECTS);
    return topology;
  }

  /**
   * One source for all inputs of the proposing processor. If no topic matches the pattern of a
   * source when a task is built, the task lacks this source, and its thread ends at the first topic
   * that matches later ("Topic inits.a is unknown to the topology", Kafka Streams 4.3). This
   * happens in a cell that starts before the first pipeline. The topic {@code control} always
   * exists, so this source does, too.
   */
  private static Pattern input(Pattern segments, Pattern inits) {
    return Pattern.compile(Topics.CONTROL + "|" + segments.pattern() + "|" + inits.pattern());
  }

  private static void sink(Topology topology, String name, String topic) {
    StreamPartitioner<String, byte[]> byTrack =
        (unused, key, value, partitions) ->
            Optional.of(Set.of(Partitions.of(Track.parse(key), partitions)));
    topology.addSink(
        name, topic, new StringSerializer(), new ByteArraySerializer(), byTrack, PROPOSE);
  }
}
