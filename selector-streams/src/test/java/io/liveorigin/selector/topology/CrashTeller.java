package io.liveorigin.selector.topology;

import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.selector.absence.AbsenceDetector;
import io.liveorigin.selector.topology.CrashStory.Spoiling;
import io.liveorigin.selector.topology.CrashStory.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Applies a story to a cell and records the results. */
final class CrashTeller {
  /**
   * The first instant in epoch milliseconds: half a second before the end of the first number's
   * media.
   */
  private static final long START = 2_001_500;

  private static final long UNTIL_FIRST_END_MILLIS = 500;

  /** A clock with a larger deviation is in doubt. */
  private static final long BOUND_MILLIS = 500;

  /** By then nothing is kept of earlier events, wherever the cell crashed on the way. */
  private static final long FORGOTTEN_MILLIS = 11 * 60_000;

  private final CrashingCell cell;
  private final List<CrashLife> lives = new ArrayList<>();

  CrashTeller(Path directory) {
    cell = new CrashingCell(directory, START, CrashingCell.topics(CrashStory.PIPELINES));
  }

  CrashingCell cell() {
    return cell;
  }

  /** Returns the events that had the name, in order. */
  List<CrashLife> lives() {
    return lives;
  }

  void tell(CrashStory story) {
    begin(story.opening());
    story.steps().forEach(this::tell);
    end();
  }

  private CrashLife life() {
    return lives.get(lives.size() - 1);
  }

  private void begin(CrashStory.Opening opening) {
    long firstEnd = cell.now() + UNTIL_FIRST_END_MILLIS + 999;
    lives.add(new CrashLife(lives.size() + 1, opening, firstEnd));
    event(Optional.of(ControlJson.write(life().event())));
    init("a", false);
    init("b", false);
    // The track is watched from its first candidate on: the same one in every story.
    life().opened(cell.now(), cell.clock().millis() - cell.now());
    life().clock(cell.clock().millis() - cell.now());
    tell(new Step.Put("a", 0, 1, false, 0));
    cell.consumeAll();
    cell.commit();
  }

  /** Declares the event again. As in the admin API, the masks are removed with the event. */
  private void again(CrashStory.Opening opening) {
    List.copyOf(life().masked()).forEach(p -> mask(new Step.Masking(p, false)));
    event(Optional.empty());
    begin(opening);
  }

  private void tell(Step step) {
    if (step instanceof Step.Put put) {
      SegmentRecord record = life().publish(put, cell.now());
      append(put.pipeline(), record, life().bytes(put));
    } else if (step instanceof Step.Init init) {
      init(CrashStory.UNCHECKED, init.broken());
    } else if (step instanceof Step.Masking mask) {
      mask(mask);
    } else if (step instanceof Step.Consume consume) {
      cell.consume(consume.topic());
    } else if (step instanceof Step.Advance advance) {
      cell.advance(advance.millis());
    } else if (step instanceof Step.Acknowledge) {
      cell.acknowledge();
    } else if (step instanceof Step.Commit) {
      cell.commit();
    } else if (step instanceof Step.Crash crash) {
      cell.crash(crash.diskLost(), new Random(crash.seed()));
    } else if (step instanceof Step.Clock clock) {
      cell.clock().ahead(clock.aheadMillis());
      life().clock(clock.aheadMillis());
      cell.clock().doubt(Math.abs(clock.aheadMillis()) > BOUND_MILLIS);
    } else if (step instanceof Step.Again again) {
      again(again.opening());
    } else if (step instanceof Step.Stale stale && lives.size() > 1) {
      CrashLife before = lives.get(lives.size() - 2);
      Step.Put put = new Step.Put(stale.pipeline(), stale.index(), 0, false, 3);
      append(stale.pipeline(), before.publish(put, cell.now()), before.bytes(put));
    } else if (step instanceof Step.Early early) {
      cell.otherCell(early(early));
    } else if (step instanceof Step.Spoiled spoiled) {
      spoiled(spoiled.pipeline(), spoiled.how());
    }
  }

  private void end() {
    tell(new Step.Clock(0));
    cell.consumeAll();
    long certain = life().schedule().gone(life().last()) + AbsenceDetector.KEPT_TRYING_MILLIS;
    long over = Math.max(certain, cell.now()) + 3_000;
    while (cell.now() < over) {
      cell.advance(250);
      cell.acknowledge();
    }
    cell.commit();
  }

  /** Lets time pass until nothing is kept of earlier events. */
  void forget() {
    long over = cell.now() + FORGOTTEN_MILLIS;
    while (cell.now() < over) {
      cell.advance(31_000);
      cell.acknowledge();
    }
  }

  private void append(String pipeline, SegmentRecord record, byte[] bytes) {
    cell.append(record.topic(pipeline), record.key(), bytes, record.headers());
  }

  private void init(String pipeline, boolean broken) {
    append(pipeline, life().publishInit(pipeline, broken), CrashLife.init(broken));
  }

  private void event(Optional<byte[]> definition) {
    control(ControlKey.event(life().event().id()), definition);
  }

  private void mask(Step.Masking step) {
    Mask mask =
        new Mask("t", "e", "m-" + step.pipeline(), step.pipeline(), "*", 0, life().last(), "");
    ControlKey key = ControlKey.mask(mask.eventId(), mask.id());
    control(key, step.on() ? Optional.of(ControlJson.write(mask)) : Optional.empty());
    if (step.on()) {
      life().masked().add(step.pipeline());
    } else {
      life().masked().remove(step.pipeline());
    }
  }

  private void control(ControlKey key, Optional<byte[]> value) {
    cell.append(Topics.CONTROL, key.toString(), value.orElse(null), new RecordHeaders());
  }

  private Decision early(Step.Early early) {
    Candidate copy =
        new Candidate(
            early.pipeline(),
            new RecordPosition(Topics.segments(early.pipeline()), 0, 0),
            Digest.of(CrashStory.bytes("of another cell")),
            1,
            "video/mp4",
            0,
            Facts.NONE,
            List.of());
    return new Decision(
        life().address(early.index()),
        cell.revision(life().address(early.index())) + 1,
        Optional.of(copy),
        Reason.FALLBACK_DUE,
        List.of(copy),
        List.of(),
        0,
        cell.now(),
        "another",
        cell.now() + Decision.EARLY_TOLERANCE_MILLIS + early.millis());
  }

  private void spoiled(String pipeline, Spoiling how) {
    SegmentRecord record = life().record(new Step.Put(pipeline, 0, 0, false, 4));
    byte[] bytes = CrashStory.bytes("{");
    Headers none = new RecordHeaders();
    String segments = Topics.segments(pipeline);
    switch (how) {
      case NO_NUMBER -> {
        Headers headers = new RecordHeaders(record.headers());
        headers.remove(SegmentRecord.NUMBER);
        cell.append(segments, record.key(), bytes, headers);
      }
      case NO_KEY -> cell.append(segments, null, bytes, record.headers());
      case NO_DEFINITION ->
          cell.append(
              Topics.CONTROL, ControlKey.event(life().event().id()).toString(), bytes, none);
      case NO_MASK ->
          cell.append(
              Topics.CONTROL,
              ControlKey.mask(life().event().id(), "m-" + pipeline).toString(),
              bytes,
              none);
    }
  }
}
