package io.liveorigin.selector.run;

import io.liveorigin.contract.address.PipelineNameRules;
import io.liveorigin.contract.topic.Topics;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics of pipelines that a cell reads: all except those that Kafka's client cannot read
 * together with another one ({@link PipelineNameRules}). Such topics are no longer created, but may
 * exist.
 *
 * @param segments names of the topics of segments
 * @param inits names of the topics of init segments
 */
record SourceTopics(Pattern segments, Pattern inits) {
  private static final Logger LOG = LoggerFactory.getLogger(SourceTopics.class);

  /** Message of Kafka's client when it has to read both topics of such a pair. */
  private static final String COLLISION = "already exists, can't register another one";

  /** The topics to read if these exist now; topics that are created later are read, too. */
  static SourceTopics of(Collection<String> topics) {
    Set<String> unread = unread(topics, Topics.ALL_SEGMENTS);
    unread.addAll(unread(topics, Topics.ALL_INITS));
    if (unread.isEmpty()) {
      return new SourceTopics(Topics.ALL_SEGMENTS, Topics.ALL_INITS);
    }
    LOG.warn(
        "pipelines {} are not read: their names differ from others only in . and _, which Kafka"
            + " does not distinguish; declare their events with other names",
        unread);
    return new SourceTopics(
        without(Topics.SEGMENTS_PREFIX, unread, Topics.ALL_SEGMENTS),
        without(Topics.INITS_PREFIX, unread, Topics.ALL_INITS));
  }

  private static Set<String> unread(Collection<String> topics, Pattern kind) {
    return PipelineNameRules.unreadable(
        topics.stream()
            .filter(topic -> kind.matcher(topic).matches())
            .map(Topics::pipelineOf)
            .toList());
  }

  private static Pattern without(String prefix, Set<String> pipelines, Pattern kind) {
    String names = pipelines.stream().sorted().map(Pattern::quote).collect(Collectors.joining("|"));
    return Pattern.compile("(?!" + Pattern.quote(prefix) + "(?:" + names + ")$)" + kind.pattern());
  }

  /** Whether a thread died because such a pair of topics has appeared. */
  static boolean collision(Throwable death) {
    for (Throwable t = death; t != null; t = t.getCause()) {
      if (t instanceof IllegalArgumentException
          && String.valueOf(t.getMessage()).contains(COLLISION)) {
        return true;
      }
    }
    return false;
  }
}
