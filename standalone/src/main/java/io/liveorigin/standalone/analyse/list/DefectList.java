package io.liveorigin.standalone.analyse.list;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.standalone.analyse.read.LogRecord;
import io.liveorigin.standalone.analyse.read.TopicReader;
import io.liveorigin.standalone.analyse.words.InstantText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prints the records of {@code defects}, each id once: first the existing ones, sorted by time,
 * then, if it follows the topic, each new one as it arrives. One thread.
 */
public final class DefectList {
  private static final Logger LOG = LoggerFactory.getLogger(DefectList.class);
  private static final int IDS = 100_000;

  /**
   * Partitions are read one after the other; if there are more rows than this, they are sorted in
   * pieces.
   */
  private static final int SORTED_TOGETHER = 50_000;

  private record Row(long time, String text) {}

  private final DefectFilter filter;
  private final boolean json;
  private final Consumer<String> out;
  private final RecentIds ids = new RecentIds(IDS);
  private final List<Row> rows = new ArrayList<>();
  private boolean any;

  /**
   * @param json prints the records verbatim, one on each line; otherwise a table
   * @param out takes each line
   */
  public DefectList(DefectFilter filter, boolean json, Consumer<String> out) {
    this.filter = filter;
    this.json = json;
    this.out = out;
  }

  /** Prints everything that the log has now. */
  public void print(TopicReader reader) {
    if (!json) {
      out.accept(DefectTable.head());
    }
    reader.read(Topics.DEFECTS, reader.all(Topics.DEFECTS), filter.since(), this::collect);
    flush();
    if (!json && !any) {
      out.accept("no defects since " + InstantText.utc(filter.since()));
    }
  }

  /** Prints the records that arrive after {@link #print}, until {@code stop} returns true. */
  public void follow(TopicReader reader, BooleanSupplier stop) {
    reader.follow(
        record -> {
          collect(record);
          flush();
        },
        stop);
  }

  void collect(LogRecord record) {
    if (record.value().isEmpty()) {
      return;
    }
    byte[] value = record.value().get();
    try {
      DefectRecord defect = DefectRecord.read(value);
      if (filter.wants(defect) && ids.add(defect.id())) {
        String text = json ? new String(value, StandardCharsets.UTF_8) : DefectTable.row(defect);
        rows.add(new Row(defect.eventTime(), text));
      }
    } catch (OriginException e) {
      LOG.warn(
          "a record of topic defects about {} cannot be read: {}", record.key(), e.getMessage());
    }
    if (rows.size() >= SORTED_TOGETHER) {
      flush();
    }
  }

  void flush() {
    any |= !rows.isEmpty();
    rows.sort(Comparator.comparingLong(Row::time));
    rows.forEach(row -> out.accept(row.text()));
    rows.clear();
  }
}
