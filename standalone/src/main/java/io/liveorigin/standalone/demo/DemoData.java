package io.liveorigin.standalone.demo;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory of a run: the user's, which stays, or a temporary one, which is deleted. */
final class DemoData implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DemoData.class);

  private final Path root;
  private final boolean temporary;

  private DemoData(Path root, boolean temporary) {
    this.root = root;
    this.temporary = temporary;
  }

  static DemoData open(Optional<Path> given) {
    try {
      return given.isPresent()
          ? new DemoData(given.get().toAbsolutePath().normalize(), false)
          : new DemoData(Files.createTempDirectory("live-origin-demo-"), true);
    } catch (IOException e) {
      throw new OriginException(
          ErrorCode.INTERNAL, "a temporary directory cannot be created: " + e.getMessage(), e);
    }
  }

  Path kafka() {
    return root.resolve("kafka");
  }

  /** The credentials of the run. */
  DemoFiles files() {
    return new DemoFiles(root);
  }

  Path selector() {
    return root.resolve("selector");
  }

  @Override
  public void close() {
    if (temporary) {
      delete();
    }
  }

  private void delete() {
    try (Stream<Path> walk = Files.walk(root)) {
      List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.warn("{} could not be deleted: {}", root, e.toString());
    }
  }
}
