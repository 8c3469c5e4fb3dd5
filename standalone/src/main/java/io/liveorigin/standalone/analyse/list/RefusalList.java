package io.liveorigin.standalone.analyse.list;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.RefusalRecord;
import io.liveorigin.standalone.analyse.read.LogRecord;
import io.liveorigin.standalone.analyse.read.TopicReader;
import io.liveorigin.standalone.analyse.words.InstantText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prints the records of {@code refusals}, by time. One thread. */
public final class RefusalList {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalList.class);

  /** Maximum number of records that are kept; the newest are printed. */
  private static final int KEPT = 50_000;

  private record Row(long at, String text) {}

  private final long since;
  private final Optional<String> event;
  private final boolean json;
  private final Consumer<String> out;
  private final Deque<Row> rows = new ArrayDeque<>();

  /**
   * @param since record time, epoch ms
   * @param event {@code tenant/event}: prints only its refusals; empty for all
   * @param json prints the records verbatim, one on each line; otherwise a sentence for each
   * @param out takes each line
   */
  public RefusalList(long since, Optional<String> event, boolean json, Consumer<String> out) {
    this.since = since;
    this.event = event;
    this.json = json;
    this.out = out;
  }

  /** Prints everything that the log has now. */
  public void print(TopicReader reader) {
    reader.read(Topics.REFUSALS, reader.all(Topics.REFUSALS), since, this::collect);
    rows.stream().sorted(Comparator.comparingLong(Row::at)).forEach(row -> out.accept(row.text()));
    if (!json && rows.isEmpty()) {
      out.accept("no upload has been refused since " + InstantText.utc(since));
    }
  }

  void collect(LogRecord record) {
    if (record.value().isEmpty()) {
      return;
    }
    byte[] value = record.value().get();
    try {
      RefusalRecord refusal = RefusalRecord.read(value);
      if (event.filter(wanted -> !wanted.equals(refusal.event())).isPresent()) {
        return;
      }
      String text = json ? new String(value, StandardCharsets.UTF_8) : sentence(refusal);
      rows.addLast(new Row(refusal.to(), text));
      if (rows.size() > KEPT) {
        rows.removeFirst();
      }
    } catch (OriginException e) {
      LOG.warn(
          "a record of topic refusals about {} cannot be read: {}", record.key(), e.getMessage());
    }
  }

  private static String sentence(RefusalRecord refusal) {
    String event =
        refusal.event().equals(RefusalRecord.NO_EVENT)
            ? "no known event"
            : "event " + refusal.event();
    return "%s  %s, pipeline %s: %d x %s; the last one: %s: %s"
        .formatted(
            InstantText.utc(refusal.to()),
            event,
            refusal.pipeline(),
            refusal.count(),
            refusal.code(),
            refusal.request(),
            refusal.detail());
  }
}
