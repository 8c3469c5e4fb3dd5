package io.liveorigin.selector.task;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.kafka.Partitions;
import java.util.List;

/**
 * The tracks that a task is responsible for: those of its partition.
 *
 * @param partition the partition of the task
 * @param partitions number of partitions of every topic
 */
public record OwnTracks(int partition, int partitions) {
  public boolean contains(Track track) {
    return Partitions.of(track, partitions) == partition;
  }

  /** The task's own tracks of an event, in the order of its representations. */
  public List<Track> of(LiveEvent event) {
    return event.definition().representations().stream()
        .map(Representation::id)
        .map(event::track)
        .filter(this::contains)
        .toList();
  }
}
