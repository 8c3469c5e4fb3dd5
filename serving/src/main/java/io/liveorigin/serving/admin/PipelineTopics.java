package io.liveorigin.serving.admin;

import java.util.List;

/** Sees to it that the topics of pipelines exist. Any thread. */
@FunctionalInterface
public interface PipelineTopics {
  /** Returns when they exist; throws {@code STORAGE_UNAVAILABLE} otherwise. */
  void ensure(List<String> pipelines);
}
