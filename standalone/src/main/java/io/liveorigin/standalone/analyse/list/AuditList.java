package io.liveorigin.standalone.analyse.list;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.AuditRecord;
import io.liveorigin.standalone.analyse.read.LogRecord;
import io.liveorigin.standalone.analyse.read.TopicReader;
import io.liveorigin.standalone.analyse.words.InstantText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prints the records of {@code audit}: first the existing ones, sorted by time, then, if it follows
 * the topic, each new one as it arrives. One thread.
 */
public final class AuditList {
  private static final Logger LOG = LoggerFactory.getLogger(AuditList.class);

  /**
   * Partitions are read one after the other; if there are more rows than this, they are sorted in
   * pieces.
   */
  private static final int SORTED_TOGETHER = 50_000;

  private record Row(long at, String text) {}

  private final long since;
  private final Optional<EventId> event;
  private final boolean json;
  private final Consumer<String> out;
  private final List<Row> rows = new ArrayList<>();
  private boolean any;

  /**
   * @param since record time, epoch ms
   * @param event prints only records about this event; empty for all
   * @param json prints the records, one on each line; otherwise a table
   * @param out takes each line
   */
  public AuditList(long since, Optional<EventId> event, boolean json, Consumer<String> out) {
    this.since = since;
    this.event = event;
    this.json = json;
    this.out = out;
  }

  /** Prints everything that the log has now. */
  public void print(TopicReader reader) {
    if (!json) {
      out.accept(AuditText.head());
    }
    reader.read(Topics.AUDIT, reader.all(Topics.AUDIT), since, this::collect);
    flush();
    if (!json && !any) {
      out.accept("nothing has been changed since " + InstantText.utc(since));
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
      AuditRecord audit = AuditRecord.read(value);
      if (event.filter(wanted -> !wanted.toString().equals(audit.event())).isEmpty()) {
        rows.add(new Row(audit.at(), json ? AuditText.json(value) : AuditText.row(audit)));
      }
    } catch (OriginException e) {
      LOG.warn(
          "a record of topic audit about {} cannot be read: {}",
          AuditText.printable(record.key()),
          AuditText.printable(String.valueOf(e.getMessage())));
    }
    if (rows.size() >= SORTED_TOGETHER) {
      flush();
    }
  }

  void flush() {
    any |= !rows.isEmpty();
    rows.sort(Comparator.comparingLong(Row::at));
    rows.forEach(row -> out.accept(row.text()));
    rows.clear();
  }
}
