package io.liveorigin.serving.admin;

import java.util.List;
import java.util.Set;

/** The topics of pipelines. Any thread; both methods block. */
public interface PipelineTopics {
  /** Creates the topics that are missing; throws {@code STORAGE_UNAVAILABLE} if that fails. */
  void ensure(List<String> pipelines);

  /**
   * The pipelines that have topics; throws {@code STORAGE_UNAVAILABLE} if they cannot be found out.
   */
  Set<String> existing();
}
