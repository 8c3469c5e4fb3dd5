package io.liveorigin.selector.task;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.kafka.Partitions;
import java.util.List;

/**
 * Which tracks fall to a task: those of its partition.
 *
 * @param partition of the task
 * @param partitions of every topic
 */
public record OwnTracks(int partition, int partitions) {
  public boolean contains(Track track) {
    return Partitions.of(track, partitions) == partition;
  }

  /** Those of an event, in the order of its representations. */
  public List<Track> of(LiveEvent event) {
    return event.definition().representations().stream()
        .map(Representation::id)
        .map(event::track)
        .filter(this::contains)
        .toList();
  }
}
