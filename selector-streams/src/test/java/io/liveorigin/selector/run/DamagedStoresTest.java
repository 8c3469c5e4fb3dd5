package io.liveorigin.selector.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** The causes of a thread's death, and the stores that are moved away because of them. */
class DamagedStoresTest {
  private static final String CELL = "cell";

  @TempDir Path directory;

  private static Throwable death(RocksDBException cause) {
    return new StreamsException(new ProcessorStateException("a store", cause));
  }

  private static RocksDBException said(Status.Code code, String message) {
    return new RocksDBException(message, new Status(code, Status.SubCode.None, message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Corruption: CURRENT file corrupted", "Corruption: bad block"})
  void what_the_library_calls_corruption_is_damage(String message) {
    assertThat(DamagedStores.damage(death(new RocksDBException(message)))).isPresent();
    assertThat(DamagedStores.damage(death(said(Status.Code.Corruption, message)))).isPresent();
  }

  @Test
  void a_file_that_is_not_there_or_is_none_of_this_library_is_damage() {
    assertThat(
            DamagedStores.damage(
                death(said(Status.Code.IOError, "No such file or directory: 000012.sst"))))
        .isPresent();
    assertThat(DamagedStores.damage(death(said(Status.Code.InvalidArgument, "not an sstable"))))
        .isPresent();
    assertThat(DamagedStores.damage(death(said(Status.Code.NotSupported, "format 99"))))
        .isPresent();
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {"Busy", "TimedOut", "IOError", "Aborted", "TryAgain", "Incomplete"})
  void what_is_short_is_no_damage(Status.Code code) {
    assertThat(DamagedStores.damage(death(said(code, "No space left on device")))).isEmpty();
  }

  @Test
  void a_lock_that_is_held_and_a_death_of_something_else_are_no_damage() {
    assertThat(
            DamagedStores.damage(
                death(said(Status.Code.InvalidArgument, "lock hold by current process"))))
        .isEmpty();
    assertThat(DamagedStores.damage(death(new RocksDBException("No space left on device"))))
        .isEmpty();
    assertThat(DamagedStores.damage(new IllegalStateException("Corruption"))).isEmpty();
  }

  @Test
  void the_store_of_the_task_that_died_is_kept_beside_the_others() throws IOException {
    for (String task : List.of("0_0", "0_1", "0_10")) {
      store(task);
    }
    Files.writeString(directory.resolve(CELL).resolve("process-metadata"), "stays");
    StreamsException death =
        new StreamsException(new RocksDBException("Corruption"), new TaskId(0, 1));
    new DamagedStores(directory, CELL).setAside(death, 17);
    assertThat(names(directory.resolve(CELL)))
        .containsExactlyInAnyOrder("0_0", "0_10", "process-metadata");
    assertThat(names(setAside())).containsExactly("0_1-17");
    assertThat(setAside().resolve("0_1-17").resolve("000001.sst")).hasContent("0_1");
  }

  @Test
  void a_path_in_a_message_names_the_task_too() throws IOException {
    store("0_0");
    store("0_1");
    Throwable death = death(new RocksDBException("Corruption in /data/cell/0_0/rocksdb/CURRENT"));
    new DamagedStores(directory, CELL).setAside(death, 17);
    assertThat(names(directory.resolve(CELL))).containsExactly("0_1");
  }

  @Test
  void where_nobody_says_which_all_are_set_aside() throws IOException {
    store("0_0");
    store("0_1");
    new DamagedStores(directory, CELL).setAside(death(new RocksDBException("Corruption")), 17);
    assertThat(names(directory.resolve(CELL))).isEmpty();
    assertThat(names(setAside())).containsExactlyInAnyOrder("0_0-17", "0_1-17");
  }

  /** A disk that keeps failing must not be filled with the stores that it has damaged. */
  @Test
  void the_last_three_are_kept() throws IOException {
    DamagedStores stores = new DamagedStores(directory, CELL);
    for (int i = 1; i <= 5; i++) {
      store("0_0");
      Files.setLastModifiedTime(
          directory.resolve(CELL).resolve("0_0"), FileTime.fromMillis(i * 1_000L));
      stores.setAside(death(new RocksDBException("Corruption")), i);
    }
    assertThat(names(setAside())).containsExactlyInAnyOrder("0_0-3", "0_0-4", "0_0-5");
  }

  @Test
  void where_there_is_nothing_nothing_happens() {
    new DamagedStores(directory, CELL).setAside(death(new RocksDBException("Corruption")), 1);
    assertThat(directory).isEmptyDirectory();
  }

  private Path setAside() {
    return directory.resolve(CELL + ".set-aside");
  }

  private void store(String task) throws IOException {
    Path store = Files.createDirectories(directory.resolve(CELL).resolve(task));
    Files.write(store.resolve("000001.sst"), task.getBytes(StandardCharsets.US_ASCII));
  }

  private static List<String> names(Path parent) throws IOException {
    try (Stream<Path> found = Files.list(parent)) {
      return found.map(path -> path.getFileName().toString()).toList();
    }
  }
}
