package io.liveorigin.standalone.analyse.read;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.contract.wire.ViewRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one event in the public topics. A record that cannot be read is logged and
 * skipped, so that it does not hide all others. One thread.
 */
public final class PublicTopics {
  private static final Logger LOG = LoggerFactory.getLogger(PublicTopics.class);

  private final TopicReader reader;

  public PublicTopics(TopicReader reader) {
    this.reader = reader;
  }

  /** Reads the current events and masks. Every partition of {@code control} has all records. */
  public ControlState control() {
    ControlState state = new ControlState();
    reader.read(
        Topics.CONTROL,
        reader.all(Topics.CONTROL).subList(0, 1),
        0,
        record ->
            readable(Topics.CONTROL, record, () -> state.apply(record.key(), record.value())));
    return state;
  }

  /**
   * Reads the decisions about the tracks' media segments, including proposals that were not
   * accepted, each track in the order of its log. Records that were written before their time, or
   * too late, are passed to {@code early}: every cell ignores them.
   *
   * @param from record time, epoch ms
   * @param early takes the ignored records; {@code byMillis} is 0 for one that was too late
   */
  public void decisions(
      Collection<Track> tracks, long from, Consumer<Decision> sink, Consumer<EarlyDecision> early) {
    each(Topics.SELECTIONS, tracks, from, value -> true, decision(sink, early));
  }

  /** Reads the same about one segment; records about other segments are not parsed. */
  public void decisions(
      SegmentAddress address, long from, Consumer<Decision> sink, Consumer<EarlyDecision> early) {
    each(
        Topics.SELECTIONS,
        List.of(address.track()),
        from,
        mentions(address.number()),
        decision(
            decision -> {
              if (decision.address().equals(address)) {
                sink.accept(decision);
              }
            },
            decision -> {
              if (decision.decision().address().equals(address)) {
                early.accept(decision);
              }
            }));
  }

  private static BiConsumer<byte[], Long> decision(
      Consumer<Decision> sink, Consumer<EarlyDecision> early) {
    return (value, time) -> {
      Decision decision = DecisionJson.read(value);
      long by = decision.early(time);
      if (by == 0 && !decision.late(time)) {
        sink.accept(decision);
      } else {
        early.accept(new EarlyDecision(decision, by));
      }
    };
  }

  /**
   * Reads the defects of the tracks, including redeliveries.
   *
   * @param from record time, epoch ms
   */
  public void defects(Collection<Track> tracks, long from, Consumer<DefectRecord> sink) {
    each(
        Topics.DEFECTS,
        tracks,
        from,
        value -> true,
        (value, time) -> sink.accept(DefectRecord.read(value)));
  }

  /** Reads the same about one segment; records about other segments are not parsed. */
  public void defects(SegmentAddress address, long from, Consumer<DefectRecord> sink) {
    each(
        Topics.DEFECTS,
        List.of(address.track()),
        from,
        mentions(address.number()),
        (value, time) -> {
          DefectRecord defect = DefectRecord.read(value);
          if (defect.address().equals(address)) {
            sink.accept(defect);
          }
        });
  }

  /** Whether a node writes, or has written, what players report. */
  public boolean hasViews() {
    return reader.has(Topics.VIEWS);
  }

  /**
   * Reads what players of the event have reported, in no particular order.
   *
   * @param tracks all tracks of the event
   * @param from record time, epoch ms
   */
  public void views(EventId event, Collection<Track> tracks, long from, Consumer<ViewRecord> sink) {
    Set<String> keys = tracks.stream().map(Track::key).collect(Collectors.toSet());
    keys.add(event.toString());
    reader.read(
        Topics.VIEWS,
        reader.all(Topics.VIEWS),
        from,
        record -> {
          if (keys.contains(record.key())) {
            record
                .value()
                .ifPresent(
                    value ->
                        readable(Topics.VIEWS, record, () -> sink.accept(ViewRecord.read(value))));
          }
        });
  }

  /** Whether the digits occur in a value; without them it is not about the number. */
  static Predicate<byte[]> mentions(long number) {
    byte[] digits = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    return value -> {
      for (int at = 0; at + digits.length <= value.length; at++) {
        if (Arrays.equals(value, at, at + digits.length, digits, 0, digits.length)) {
          return true;
        }
      }
      return false;
    };
  }

  private void each(
      String topic,
      Collection<Track> tracks,
      long from,
      Predicate<byte[]> wanted,
      BiConsumer<byte[], Long> parsed) {
    Set<String> keys = tracks.stream().map(Track::key).collect(Collectors.toSet());
    reader.read(
        topic,
        reader.of(topic, tracks),
        from,
        record -> {
          if (keys.contains(record.key())) {
            record
                .value()
                .filter(wanted)
                .ifPresent(
                    value -> readable(topic, record, () -> parsed.accept(value, record.time())));
          }
        });
  }

  private static void readable(String topic, LogRecord record, Runnable parse) {
    try {
      parse.run();
    } catch (OriginException e) {
      LOG.warn(
          "a record of topic {} about {} cannot be read: {}", topic, record.key(), e.getMessage());
    }
  }

  /**
   * Returns the event.
   *
   * @throws OriginException {@link ErrorCode#UNKNOWN_EVENT} if it is not declared; the message
   *     names the declared events
   */
  public static LiveEvent require(ControlState control, EventId id) {
    return control
        .event(id)
        .orElseThrow(
            () ->
                new OriginException(
                    ErrorCode.UNKNOWN_EVENT,
                    "event " + id + " is not declared; declared events: " + names(control)));
  }

  private static String names(ControlState control) {
    TreeSet<String> names =
        control.events().stream()
            .map(event -> event.id().toString())
            .collect(Collectors.toCollection(TreeSet::new));
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  /** The tracks of an event. */
  public static List<Track> tracks(EventDefinition event) {
    return event.representations().stream()
        .map(Representation::id)
        .map(id -> new Track(event.id(), id, event.incarnation()))
        .toList();
  }
}
