package io.liveorigin.serving.admin;

import java.util.List;
import java.util.Set;

/** The topics of pipelines. Any thread; both methods block. */
public interface PipelineTopics {
  /** Returns when they exist; throws {@code STORAGE_UNAVAILABLE} otherwise. */
  void ensure(List<String> pipelines);

  /** Pipelines that have topics; throws {@code STORAGE_UNAVAILABLE} where that cannot be told. */
  Set<String> existing();
}
