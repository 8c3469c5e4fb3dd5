package io.liveorigin.selector.run;

import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.kafka.TopicSetup;
import io.liveorigin.selector.store.TaskEntries;

/** The topics of a single cell, for a cell that may not create them by itself. */
public final class CellTopics {
  private CellTopics() {}

  /** The changelog, as Kafka Streams names it: application id, store, and the kind of topic. */
  public static String changelog(String cell) {
    return NameRules.require("cell", cell) + "-" + TaskEntries.NAME + "-changelog";
  }

  /** Creates the changelog if it is missing, as Kafka Streams would. Blocks; any thread. */
  public static void ensure(TopicSetup setup, String cell, TopicSettings settings) {
    setup.ensureChangelog(changelog(cell), StreamsSettings.candidateChangelog(settings));
  }
}
