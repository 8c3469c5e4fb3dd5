package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.selector.LostBytes;
import io.liveorigin.selector.SelectorListener;
import io.liveorigin.selector.evidence.Evidence;
import io.liveorigin.selector.propose.DecisionInboxes;
import io.liveorigin.selector.store.DecisionStore;
import io.liveorigin.selector.store.DecisionStoreTypes;
import io.liveorigin.selector.store.JournaledStore;
import io.liveorigin.selector.task.SelectorMonitor;
import io.liveorigin.selector.task.TaskClock;
import io.liveorigin.selector.task.TaskSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * One task of a cell, as Kafka Streams runs it with at-least-once semantics: logs that outlive it,
 * a position in each that is committed at intervals, and sent records that may never arrive. A
 * crash returns it to the last commit, while its store may already contain any part of the later
 * writes.
 */
final class CrashingCell {
  private record Input(String key, byte[] value, Headers headers, long timestamp) {}

  /** Longer than any configured interval. */
  private static final long COMMIT_INTERVAL_MILLIS = 10_000;

  /** A decision, and when the broker appended it. */
  record Accepted(Decision decision, long time) {}

  private record Selection(byte[] value, long time) {}

  private record Sent(String sink, byte[] value) {}

  private static final class Log {
    private final List<Input> records = new ArrayList<>();
    private int position;
    private int committed;
  }

  private final Path directory;
  private final TaskClock clock = new TaskClock(this::now);
  private final Map<String, Log> inputs = new TreeMap<>();
  private final List<Sent> unacknowledged = new ArrayList<>();
  private final List<Selection> selections = new ArrayList<>();
  private final List<Selection> initSelections = new ArrayList<>();
  private final List<DefectRecord> defects = new ArrayList<>();
  private final JournaledStore candidates = new JournaledStore();
  private DecisionStore chosen;
  private DecisionStore chosenInits;
  private long leaderBehind;
  private int readBack;
  private int initsReadBack;
  private MockProcessorContext<String, byte[]> context;
  private final DecisionInboxes readBacks = new DecisionInboxes();
  private ProposeProcessor processor;
  private long now;
  private long committedAt;

  CrashingCell(Path directory, long now, List<String> topics) {
    this.directory = directory;
    this.now = now;
    this.committedAt = now;
    topics.forEach(topic -> inputs.put(topic, new Log()));
    start();
  }

  private void start() {
    Properties config = new Properties();
    config.put("application.id", "cell");
    config.put("bootstrap.servers", "unused:1");
    context = new MockProcessorContext<>(config, new TaskId(0, 0), directory.toFile());
    context.setCurrentSystemTimeMs(now);
    chosen = DecisionStoreTypes.inMemory(SelectorTopology.CHOSEN).build();
    chosenInits = DecisionStoreTypes.inMemory(SelectorTopology.CHOSEN_INITS).build();
    for (StateStore store : List.of(candidates, chosen, chosenInits)) {
      store.init(context.getStateStoreContext(), store);
      context.addStateStore(store);
    }
    // A materialised topic is restored to its end before anything is processed.
    selections.forEach(s -> chosen.apply(s.value(), 0, s.time()));
    initSelections.forEach(s -> chosenInits.apply(s.value(), 0, s.time()));
    readBack = selections.size();
    initsReadBack = initSelections.size();
    processor = new ProposeProcessor(settings(), readBacks);
    processor.init(context);
  }

  private TaskSettings settings() {
    Evidence evidence =
        new Evidence() {
          @Override
          public long consumedUntil(String topic, int partition) {
            Log log = inputs.get(topic);
            return log.position == log.records.size()
                ? now
                : log.records.get(log.position).timestamp() - 1;
          }

          @Override
          public void processed(String topic, int partition, long offset) {}
        };
    return new TaskSettings(
        "cell",
        1,
        SelectorListener.NONE,
        clock,
        evidence,
        new LostBytes(1),
        SelectorMonitor.NONE,
        Duration.ofMillis(20),
        Map.of());
  }

  /** Returns the brokers' time, which arrivals and the log have. */
  long now() {
    return now;
  }

  /** Sets how far the broker that appends decisions is behind all others. */
  void leaderBehind(long millis) {
    leaderBehind = millis;
  }

  /** Returns the node's own clock. */
  TaskClock clock() {
    return clock;
  }

  /** Appends a decision of another cell to the log. */
  void otherCell(Decision decision) {
    selections.add(new Selection(DecisionJson.write(decision), now - leaderBehind));
  }

  /** Returns the revision of the decision that the cell has read back; 0 if there is none. */
  int revision(Address address) {
    return chosen.get(address).map(Decision::revision).orElse(0);
  }

  /** Appends a record to a log that the cell consumes, and has not read yet. */
  void append(String topic, String key, byte[] value, Headers headers) {
    inputs.get(topic).records.add(new Input(key, value, headers, now));
  }

  /** Reads the next record of a topic, if there is one. */
  void consume(String topic) {
    Log log = inputs.get(topic);
    if (log.position < log.records.size()) {
      Input input = log.records.get(log.position);
      context.setRecordMetadata(topic, 0, log.position++);
      processor.process(
          new Record<>(input.key(), input.value(), input.timestamp(), input.headers()));
      collect();
    }
  }

  void consumeAll() {
    for (Map.Entry<String, Log> input : inputs.entrySet()) {
      while (input.getValue().position < input.getValue().records.size()) {
        consume(input.getKey());
      }
    }
  }

  void advance(long millis) {
    if (now - committedAt > COMMIT_INTERVAL_MILLIS) {
      commit();
    }
    now += millis;
    context.setCurrentSystemTimeMs(now);
    context.scheduledPunctuators().get(0).getPunctuator().punctuate(now);
    collect();
  }

  /** Lets time pass in which the process is dead or stopped. */
  void away(long millis) {
    now += millis;
  }

  private void collect() {
    context
        .forwarded()
        .forEach(
            f ->
                unacknowledged.add(
                    new Sent(f.childName().orElseThrow(), (byte[]) f.record().value())));
    context.resetForwards();
  }

  /**
   * Delivers everything that was sent so far to the broker, and lets the cell read its decisions
   * back.
   */
  void acknowledge() {
    unacknowledged.forEach(this::arrive);
    unacknowledged.clear();
    while (readBack < selections.size()) {
      Selection next = selections.get(readBack);
      readBacks.of(0).applied(chosen.apply(next.value(), readBack++, next.time()));
    }
    while (initsReadBack < initSelections.size()) {
      Selection next = initSelections.get(initsReadBack);
      readBacks.of(0).applied(chosenInits.apply(next.value(), initsReadBack++, next.time()));
    }
  }

  private void arrive(Sent sent) {
    switch (sent.sink()) {
      case SelectorTopology.SELECTIONS_SINK ->
          selections.add(new Selection(sent.value(), now - leaderBehind));
      case SelectorTopology.INIT_SELECTIONS_SINK ->
          initSelections.add(new Selection(sent.value(), now - leaderBehind));
      default -> defects.add(DefectRecord.read(sent.value()));
    }
  }

  /** Commits the positions, after everything that was sent has been acknowledged. */
  void commit() {
    acknowledge();
    committedAt = now;
    candidates.commit();
    inputs.values().forEach(log -> log.committed = log.position);
  }

  /**
   * Kills the process. The last part of the records sent to each topic is lost. If the disk is lost
   * too, so is the last part of the writes to its store.
   */
  void crash(boolean diskLost, Random random) {
    for (String sink :
        List.of(
            SelectorTopology.SELECTIONS_SINK,
            SelectorTopology.INIT_SELECTIONS_SINK,
            SelectorTopology.DEFECTS_SINK)) {
      List<Sent> sent = unacknowledged.stream().filter(s -> s.sink().equals(sink)).toList();
      sent.subList(0, random.nextInt(sent.size() + 1)).forEach(this::arrive);
    }
    unacknowledged.clear();
    if (diskLost) {
      candidates.restoreWithout(random.nextInt(candidates.uncommitted() + 1));
    }
    candidates.commit();
    inputs.values().forEach(log -> log.position = log.committed);
    start();
  }

  /** Returns the store of candidates, whose operations can be counted. */
  JournaledStore candidateStore() {
    return candidates;
  }

  List<DefectRecord> defects() {
    return List.copyOf(defects);
  }

  /**
   * Returns the decisions that every reader of {@code selections} accepts: the first record of each
   * revision that was not written before its time.
   */
  List<Accepted> accepted() {
    Map<String, Integer> revisions = new TreeMap<>();
    List<Accepted> accepted = new ArrayList<>();
    for (Selection selection : selections) {
      Decision decision = DecisionJson.read(selection.value());
      String address = decision.address().toString();
      if (decision.early(selection.time()) == 0
          && decision.revision() == revisions.getOrDefault(address, 0) + 1) {
        revisions.put(address, decision.revision());
        accepted.add(new Accepted(decision, selection.time()));
      }
    }
    return accepted;
  }

  /** Returns how many decisions on media segments were written, accepted or not. */
  int proposals() {
    return selections.size();
  }

  static List<String> topics(List<String> pipelines) {
    List<String> topics = new ArrayList<>(List.of(Topics.CONTROL));
    pipelines.forEach(p -> topics.addAll(List.of(Topics.inits(p), Topics.segments(p))));
    return topics;
  }
}
