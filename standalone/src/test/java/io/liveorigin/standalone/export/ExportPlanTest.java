package io.liveorigin.standalone.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExportPlanTest {
  private static final URI EVENT = URI.create("http://127.0.0.1/t/e/");

  private final AtomicLong reads = new AtomicLong();

  /** Counts what is read of it. */
  private final class Counted extends AbstractList<ExportFile> implements RandomAccess {
    private final List<ExportFile> files;

    Counted(String representation, int files) {
      this.files =
          IntStream.range(0, files)
              .mapToObj(n -> ExportFile.of(EVENT, EVENT.resolve(representation + "-" + n)))
              .toList();
    }

    @Override
    public ExportFile get(int index) {
      reads.incrementAndGet();
      return files.get(index);
    }

    @Override
    public int size() {
      return files.size();
    }
  }

  @Test
  void theOldestOfEachListComeFirst() {
    assertThat(ExportPlan.oldestFirst(List.of(new Counted("v", 3), new Counted("a", 1))))
        .extracting(ExportFile::name)
        .containsExactly("v-0", "a-0", "v-1", "v-2");
  }

  @Test
  void aLongListIsReadOnce() {
    assertThat(
            ExportPlan.oldestFirst(List.of(new Counted("v", 1000))).stream()
                .collect(Collectors.toSet()))
        .hasSize(1000);
    assertThat(reads.get()).isEqualTo(1000);
  }
}
