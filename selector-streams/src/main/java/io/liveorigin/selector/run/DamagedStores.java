package io.liveorigin.selector.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.StreamsException;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognises whether a stream thread died because of a damaged RocksDB file, and sets the store
 * aside. Everything in a store follows from the topics, so a cell without it reads them again and
 * comes to the same state. The damaged files are kept, so that the cause of the damage can be
 * found.
 */
final class DamagedStores {
  private static final Logger LOG = LoggerFactory.getLogger(DamagedStores.class);

  /** Number of damaged stores that are kept; the oldest is deleted. */
  private static final int KEPT = 3;

  private static final Pattern TASK = Pattern.compile("\\d+_\\d+");
  private static final String SET_ASIDE = ".set-aside";

  private final Path cellDirectory;
  private final Path setAside;

  /**
   * @param stateDir state directory of Kafka Streams
   * @param cell application id
   */
  DamagedStores(Path stateDir, String cell) {
    this.cellDirectory = stateDir.resolve(cell);
    this.setAside = stateDir.resolve(cell + SET_ASIDE);
  }

  /** The damage that caused the death of a thread; empty if it died for another reason. */
  static Optional<RocksDBException> damage(Throwable death) {
    for (Throwable t = death; t != null; t = t.getCause()) {
      if (t instanceof RocksDBException rocks && damaged(rocks)) {
        return Optional.of(rocks);
      }
    }
    return Optional.empty();
  }

  /** A full disk, a lack of descriptors or a held lock does not mean that the files are damaged. */
  private static boolean damaged(RocksDBException e) {
    String message = String.valueOf(e.getMessage());
    if (e.getStatus() == null) {
      return message.startsWith("Corruption");
    }
    Status.Code code = e.getStatus().getCode();
    return code == Status.Code.Corruption
        || code == Status.Code.NotSupported
        || (code == Status.Code.InvalidArgument && !message.contains("lock"))
        || (code == Status.Code.IOError && message.contains("No such file or directory"));
  }

  /**
   * Renames the stores of the task that died, or of all tasks if the death does not name one. Kafka
   * Streams must have closed them.
   */
  void setAside(Throwable death, long now) {
    String why = damage(death).map(RocksDBException::getMessage).orElse("");
    for (Path task : tasks(death)) {
      Path kept = setAside.resolve(task.getFileName() + "-" + now);
      try {
        Files.createDirectories(setAside);
        Files.move(task, kept);
        LOG.warn(
            "the store in {} is damaged ({}): it is kept as {} and rebuilt from the topics",
            task,
            why,
            kept);
      } catch (IOException e) {
        LOG.warn("the damaged store in {} could not be set aside: {}", task, e.getMessage());
      }
    }
    forgetOldest();
  }

  private List<Path> tasks(Throwable death) {
    List<Path> all = children(cellDirectory).filter(DamagedStores::isTask).toList();
    List<Path> named = new ArrayList<>();
    for (Path task : all) {
      for (Throwable t = death; t != null; t = t.getCause()) {
        if (names(t, task) && !named.contains(task)) {
          named.add(task);
        }
      }
    }
    return named.isEmpty() ? all : named;
  }

  private static boolean names(Throwable death, Path task) {
    String name = task.getFileName().toString();
    if (death instanceof StreamsException streams
        && streams.taskId().map(Object::toString).filter(name::equals).isPresent()) {
      return true;
    }
    String message = String.valueOf(death.getMessage());
    Matcher places = Pattern.compile("[/\\\\]" + Pattern.quote(name) + "[/\\\\]").matcher(message);
    return places.find();
  }

  private static boolean isTask(Path path) {
    return Files.isDirectory(path) && TASK.matcher(path.getFileName().toString()).matches();
  }

  private void forgetOldest() {
    List<Path> oldestFirst =
        children(setAside)
            .sorted(Comparator.comparing(path -> path.toFile().lastModified()))
            .toList();
    for (int i = 0; i < oldestFirst.size() - KEPT; i++) {
      delete(oldestFirst.get(i));
    }
  }

  private static Stream<Path> children(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Stream.empty();
    }
    try (Stream<Path> found = Files.list(directory)) {
      return found.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      LOG.warn("{} could not be deleted: {}", directory, e.getMessage());
    }
  }
}
