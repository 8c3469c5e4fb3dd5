package io.liveorigin.standalone.analyse.list;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.QuarantineRecord;
import io.liveorigin.standalone.analyse.read.LogRecord;
import io.liveorigin.standalone.analyse.read.TopicReader;
import io.liveorigin.standalone.analyse.words.InstantText;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prints the records of {@code quarantine}, each id once, by time. One thread. */
public final class QuarantineList {
  private static final Logger LOG = LoggerFactory.getLogger(QuarantineList.class);

  /** Maximum number of records that are kept; the newest are printed. */
  private static final int KEPT = 50_000;

  private record Row(long at, String text) {}

  private final long since;
  private final boolean json;
  private final Consumer<String> out;
  private final Map<String, Row> rows =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Row> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * @param since record time, epoch ms
   * @param json prints the records verbatim, one on each line; otherwise a sentence for each
   * @param out takes each line
   */
  public QuarantineList(long since, boolean json, Consumer<String> out) {
    this.since = since;
    this.json = json;
    this.out = out;
  }

  /** Prints everything that the log has now. */
  public void print(TopicReader reader) {
    reader.read(Topics.QUARANTINE, reader.all(Topics.QUARANTINE), since, this::collect);
    rows.values().stream()
        .sorted(Comparator.comparingLong(Row::at))
        .forEach(row -> out.accept(row.text()));
    if (!json && rows.isEmpty()) {
      out.accept("nothing has been quarantined since " + InstantText.utc(since));
    }
  }

  void collect(LogRecord record) {
    if (record.value().isEmpty()) {
      return;
    }
    byte[] value = record.value().get();
    try {
      QuarantineRecord entry = QuarantineRecord.read(value);
      String text = json ? new String(value, StandardCharsets.UTF_8) : sentence(entry);
      rows.putIfAbsent(entry.id(), new Row(entry.at(), text));
    } catch (OriginException e) {
      LOG.warn(
          "a record of topic quarantine about {} cannot be read: {}", record.key(), e.getMessage());
    }
  }

  private static String sentence(QuarantineRecord entry) {
    String position = entry.position().isEmpty() ? "" : " at " + entry.position();
    return "%s  %s of '%s'%s: %s"
        .formatted(
            InstantText.utc(entry.at()), entry.step(), entry.subject(), position, entry.reason());
  }
}
