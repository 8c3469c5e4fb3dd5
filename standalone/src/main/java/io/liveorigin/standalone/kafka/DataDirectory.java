package io.liveorigin.standalone.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's directory: formatted, and locked for this process as long as this object is open.
 * The system releases the lock when the process dies, so a killed process does not block the next
 * one.
 */
final class DataDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

  /** Formatting writes this file last, so a directory with this file is completely formatted. */
  private static final String FORMATTED = "meta.properties";

  private static final String LOCK = "embedded-kafka.lock";

  /** Files that a start may leave behind if it was killed while it formatted. */
  private static final Set<String> LEFTOVERS =
      Set.of(LOCK, "bootstrap.checkpoint", "bootstrap.checkpoint.tmp", FORMATTED + ".tmp");

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Creates, locks and formats {@code path}; formats it only once.
   *
   * @throws EmbeddedKafkaException if it cannot be written, is in use, or holds something else
   */
  static DataDirectory open(Path path) {
    DataDirectory directory = new DataDirectory(path, lock(path));
    try {
      if (!Files.exists(path.resolve(FORMATTED))) {
        directory.refuseForeignFiles();
        directory.format();
      }
      return directory;
    } catch (IOException e) {
      directory.close();
      throw unusable(path, e);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static FileChannel lock(Path path) {
    FileChannel channel;
    try {
      // createDirectories refuses a symbolic link to a directory.
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path);
      }
      channel =
          FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw unusable(path, e);
    }
    try {
      FileLock held = channel.tryLock();
      if (held != null) {
        return channel;
      }
      channel.close();
      throw inUse(path);
    } catch (OverlappingFileLockException e) {
      closeAfter(e, channel);
      throw inUse(path);
    } catch (IOException e) {
      closeAfter(e, channel);
      throw unusable(path, e);
    }
  }

  private static void closeAfter(Exception cause, FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private void refuseForeignFiles() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      Optional<String> foreign =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !LEFTOVERS.contains(name))
              .sorted()
              .findFirst();
      if (foreign.isPresent()) {
        throw new EmbeddedKafkaException(
            "dataDir '"
                + path
                + "' holds '"
                + foreign.get()
                + "' but no Kafka data; give an empty directory or one that Kafka has written");
      }
    }
  }

  private void format() throws IOException {
    String clusterId = Uuid.randomUuid().toString();
    // The formatter prints its progress to a stream, by default standard output.
    try (PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(quiet)
          .setNodeId(BrokerSettings.NODE_ID)
          .setClusterId(clusterId)
          .addDirectory(path.toString())
          .setMetadataLogDirectory(path.toString())
          .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
          .setHasDynamicQuorum(false)
          .run();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
    LOG.info("formatted {} for the new Kafka cluster {}", path, clusterId);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private static EmbeddedKafkaException inUse(Path path) {
    return new EmbeddedKafkaException(
        "dataDir '"
            + path
            + "' is in use by another embedded Kafka; stop that one or give another directory");
  }

  private static EmbeddedKafkaException unusable(Path path, IOException cause) {
    return new EmbeddedKafkaException(
        "dataDir '"
            + path
            + "' cannot be used ("
            + cause
            + "); give a directory that can be written",
        cause);
  }
}
