package io.liveorigin.access.file;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.FailureText;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value that is read from files, and is read again when one of them changes. Contents are
 * compared, not modification times. A file that is replaced within the same second is noticed, and
 * so is a symbolic link that points elsewhere, which is how Kubernetes updates a mounted secret.
 * Contents that cannot be used change nothing: the last good value stays in force, and {@link
 * #problem()} gives the reason.
 *
 * <p>Any thread may call it; {@link #now()} is one volatile read.
 */
public final class WatchedFiles<T> implements AutoCloseable {
  /** How often the files are read and compared. */
  public static final Duration PERIOD = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);

  /**
   * Upper bound for one file. No credential file or certificate chain is larger, and a device file
   * would never end.
   */
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  /** Makes the value from the contents of the files, in the order of the files. */
  @FunctionalInterface
  public interface Reading<T> {
    /**
     * Throws {@link OriginException} for contents that cannot be used, with a message that says
     * what to write instead.
     */
    T read(List<byte[]> contents);
  }

  private final String key;
  private final List<Path> files;
  private final Reading<T> reading;
  private final List<Consumer<T>> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread;

  /** The contents that were read last, whether they are in use or not; guarded by this. */
  private List<byte[]> seen;

  /** Why the contents that were read last are not in use; guarded by this. */
  private Optional<String> unusable = Optional.empty();

  private volatile T now;
  private volatile Optional<String> problem = Optional.empty();

  private WatchedFiles(String key, List<Path> files, Reading<T> reading) {
    this.key = key;
    this.files = List.copyOf(files);
    this.reading = reading;
    this.seen = contents();
    this.now = read(seen);
    this.thread = NamedThreadFactory.scheduler("files-" + key);
  }

  /**
   * Reads the files and watches them from then on. Throws {@link OriginException} if they cannot be
   * used.
   *
   * @param key of the setting, for messages and for the name of the thread
   */
  @SuppressWarnings("FutureReturnValueIgnored") // refresh() reports its own failures
  public static <T> WatchedFiles<T> start(String key, List<Path> files, Reading<T> reading) {
    WatchedFiles<T> watched = new WatchedFiles<>(key, files, reading);
    watched.thread.scheduleWithFixedDelay(
        watched::refresh, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    return watched;
  }

  /** Returns the value that was read when the files were last usable. */
  public T now() {
    return now;
  }

  /** Returns why the present contents of the files are not in force; empty if they are. */
  public Optional<String> problem() {
    return problem;
  }

  /**
   * Registers a listener for each new value. It is called in the thread that reads the files, and
   * must not block.
   */
  public void whenChanged(Consumer<T> listener) {
    listeners.add(listener);
  }

  /**
   * Reads the files once. If they have changed and can be used, the value has changed when this
   * method returns.
   */
  public synchronized void refresh() {
    try {
      List<byte[]> contents = contents();
      if (!same(contents, seen)) {
        seen = contents;
        use(contents);
      }
      setProblem(unusable);
    } catch (OriginException e) {
      setProblem(Optional.of(String.valueOf(e.getMessage())));
    } catch (RuntimeException | OutOfMemoryError e) {
      // Without this, the thread would die, and the service would keep outdated credentials and
      // look healthy.
      LOG.error("{}: {} could not be checked", key, files, e);
    }
  }

  private void use(List<byte[]> contents) {
    unusable = Optional.of(key + ": an internal error prevents the use of the files");
    try {
      T value = read(contents);
      unusable = Optional.empty();
      now = value;
      LOG.info("{}: {} was read again", key, files);
    } catch (OriginException e) {
      unusable = Optional.of(String.valueOf(e.getMessage()));
      return;
    }
    listeners.forEach(listener -> listener.accept(now));
  }

  /** Adds the name of the file to the message of a refusal if there is only one file. */
  private T read(List<byte[]> contents) {
    try {
      return reading.read(contents);
    } catch (OriginException e) {
      if (files.size() > 1) {
        throw e;
      }
      throw new OriginException(e.code(), files.get(0) + ": " + e.getMessage(), e);
    }
  }

  private void setProblem(Optional<String> why) {
    if (why.isPresent() && !problem.equals(why)) {
      LOG.error("{}: the previous contents stay in force: {}", key, why.get());
    }
    problem = why;
  }

  private List<byte[]> contents() {
    List<byte[]> contents = new ArrayList<>();
    for (Path file : files) {
      try (var in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
          throw unusable(file, "it has more than " + MOST_BYTES + " bytes");
        }
        contents.add(bytes);
      } catch (NoSuchFileException e) {
        throw unusable(file, "there is no such file");
      } catch (IOException e) {
        throw unusable(file, FailureText.of(e));
      }
    }
    return contents;
  }

  private OriginException unusable(Path file, String why) {
    return new OriginException(ErrorCode.INTERNAL, key + ": '" + file + "' cannot be read: " + why);
  }

  private static boolean same(List<byte[]> some, List<byte[]> others) {
    for (int i = 0; i < some.size(); i++) {
      if (!Arrays.equals(some.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Stops watching the files; the last value stays. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
