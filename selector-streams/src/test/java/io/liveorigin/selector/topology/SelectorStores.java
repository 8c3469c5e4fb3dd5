package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.DecisionStore;
import io.liveorigin.selector.store.StoredEntries;
import io.liveorigin.selector.store.TaskEntries;
import io.liveorigin.selector.task.SampleEvent;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.streams.TopologyTestDriver;

/** The contents of the stores of a topology under a driver. */
final class SelectorStores {
  private final TopologyTestDriver driver;
  private final Path directory;

  SelectorStores(TopologyTestDriver driver, Path directory) {
    this.driver = driver;
    this.directory = directory;
  }

  /** Returns the size of the stores on disk, in bytes. */
  long diskBytes() {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the candidates of an address as they are recorded. */
  List<Candidate> stored(SegmentAddress address) {
    return new CandidateStore(entries()).of(address);
  }

  Optional<Decision> chosen(long number) {
    DecisionStore store = (DecisionStore) driver.getStateStore(SelectorTopology.CHOSEN);
    return store.get(new SegmentAddress(SampleEvent.TRACK, number));
  }

  Optional<Decision> chosenInit() {
    DecisionStore store = (DecisionStore) driver.getStateStore(SelectorTopology.CHOSEN_INITS);
    return store.get(new InitAddress(SampleEvent.TRACK));
  }

  long storedCandidates() {
    long count = 0;
    try (var all = driver.getKeyValueStore(TaskEntries.NAME).all()) {
      while (all.hasNext()) {
        all.next();
        count++;
      }
    }
    return count;
  }

  /** Returns the tracks with any stored entry: candidates, notes, init segments, decisions. */
  Set<Track> storedTracks() {
    Set<Track> tracks = new HashSet<>(entries().storedTracks());
    for (String name : List.of(SelectorTopology.CHOSEN, SelectorTopology.CHOSEN_INITS)) {
      tracks.addAll(((DecisionStore) driver.getStateStore(name)).storedTracks());
    }
    return tracks;
  }

  Optional<Decision> chosen(Address address) {
    String name =
        address instanceof InitAddress ? SelectorTopology.CHOSEN_INITS : SelectorTopology.CHOSEN;
    return ((DecisionStore) driver.getStateStore(name)).get(address);
  }

  /** Returns the number of init segments whose bytes are stored. */
  long storedInitSegments() {
    long count = 0;
    try (var all = driver.getKeyValueStore(TaskEntries.NAME).all()) {
      while (all.hasNext()) {
        count += ((org.apache.kafka.common.utils.Bytes) all.next().key).get()[0] == 'i' ? 1 : 0;
      }
    }
    return count;
  }

  private TaskEntries entries() {
    return StoredEntries.of(driver.getKeyValueStore(TaskEntries.NAME));
  }
}
