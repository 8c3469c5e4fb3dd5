package io.liveorigin.standalone.doctor.check;

import io.liveorigin.standalone.doctor.Finding;
import io.liveorigin.standalone.doctor.Findings;
import io.liveorigin.standalone.doctor.facts.Facts;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/** Every check, in the order of the output. Each is a pure function of the facts. */
public enum Check {
  BROKER("broker", BrokerChecks::broker),
  TOPICS("topics", TopicChecks::exist),
  PARTITIONS("partitions", TopicChecks::partitions),
  REPLICAS("replicas", TopicChecks::replicas),
  TOPIC_SETTINGS("topic-settings", TopicChecks::settings),
  RETENTION("retention", RetentionCheck::judge),
  PERMISSIONS("permissions", BrokerChecks::permissions),
  BROKER_CLOCK("broker-clock", BrokerChecks::clock),
  NODES("nodes", NodeChecks::nodes),
  NODE_CLOCKS("node-clocks", NodeChecks::clocks),
  INGESTS("ingests", NodeChecks::ingests),
  BUILDS("builds", NodeChecks::builds),
  NODE_FILES("node-files", NodeChecks::files),
  QUARANTINE("quarantine", NodeChecks::quarantine),
  EVENTS("events", EventChecks::events),
  PIPELINES("pipelines", EventChecks::pipelines),
  INIT_SEGMENTS("init-segments", EventChecks::initSegments),
  LIVE_EDGE("live-edge", EventChecks::liveEdge),
  PIPELINE_CLOCKS("pipeline-clocks", ArrivalCheck::judge),
  VIEWERS("viewers", EventChecks::viewers),
  MASKS("masks", EventChecks::masks),
  PAUSES("pauses", EventChecks::pauses),
  CERTIFICATES("certificates", FileChecks::certificates),
  CREDENTIALS("credentials", FileChecks::credentials),
  DISK("disk", FileChecks::disk);

  private final String word;
  private final BiConsumer<Facts, Findings> rule;

  Check(String word, BiConsumer<Facts, Findings> rule) {
    this.word = word;
    this.rule = rule;
  }

  /** The name in the output. */
  public String word() {
    return word;
  }

  /** Returns what the check finds, in the order of its subjects; nothing if there is none. */
  public List<Finding> judge(Facts facts) {
    Findings findings = new Findings(word);
    rule.accept(facts, findings);
    return findings.all();
  }

  /** Returns what all checks find. */
  public static List<Finding> judgeAll(Facts facts) {
    return Arrays.stream(values()).flatMap(check -> check.judge(facts).stream()).toList();
  }
}
