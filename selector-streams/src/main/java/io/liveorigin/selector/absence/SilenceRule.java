package io.liveorigin.selector.absence;

import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what is reported about one pipeline and one number once the outcome of the number is
 * certain. A single missing number gets a record of its own. For a pipeline that stopped, one
 * record is enough, because the numbers of a run follow from its first. Pure, and depends only on
 * recorded data, so every cell and every replay reports the same.
 */
final class SilenceRule {
  /** After this many missing numbers in a row, the pipeline is silent. */
  static final int SILENT = 3;

  /**
   * After this many more numbers the same record is written again, with the same id, so that a
   * client that reads only the last hours of the topic finds it.
   */
  static final int SAID_AGAIN = 1_000;

  /** How a pipeline delivered a number. */
  enum Delivery {
    IN_TIME,
    /** After it was due, before it was gone. */
    LATE,
    MISSING,
    /** The pipeline has announced that it does not publish the number, or the event is paused. */
    PAUSED
  }

  /**
   * One record.
   *
   * @param number the number that it is about
   * @param eventTime when it became true, epoch ms
   * @param saidAt timestamp of the record, epoch ms: later than {@code eventTime} if it is a
   *     repetition
   */
  record Statement(long number, Defect defect, long eventTime, long saidAt) {}

  /**
   * @param run first number of the run of missing numbers that is open after this number, if there
   *     is one
   */
  record Finding(List<Statement> said, Optional<Long> run) {}

  private SilenceRule() {}

  /**
   * @param run first number of the run that is open before this number, if there is one
   */
  static Finding find(Schedule schedule, long number, Delivery delivery, Optional<Long> run) {
    List<Statement> said = new ArrayList<>(2);
    switch (delivery) {
      case PAUSED -> {
        return new Finding(said, Optional.empty());
      }
      case MISSING -> {
        long first = run.orElse(number);
        missing(schedule, number, first, said);
        return new Finding(said, Optional.of(first));
      }
      default -> {
        run.filter(first -> first != AbsenceProgress.UNKNOWN && number - first >= SILENT)
            .ifPresent(first -> said.add(back(schedule, number, first)));
        if (delivery == Delivery.LATE) {
          said.add(single(schedule, DefectKind.LATE, number, schedule.due(number)));
        }
        return new Finding(said, Optional.empty());
      }
    }
  }

  private static void missing(Schedule schedule, long number, long first, List<Statement> said) {
    if (first == AbsenceProgress.UNKNOWN) {
      return;
    }
    long length = number - first + 1;
    if (length < SILENT) {
      said.add(single(schedule, DefectKind.LATE, number, schedule.due(number)));
      said.add(single(schedule, DefectKind.MISSING_SEGMENT, number, schedule.gone(number)));
    } else if ((length - SILENT) % SAID_AGAIN == 0) {
      said.add(silent(schedule, number, first));
    }
  }

  private static Statement single(Schedule schedule, DefectKind kind, long number, long instant) {
    Map<String, Object> parameters = Map.of("due", schedule.due(number));
    return new Statement(
        number, Defect.of(kind, DefectSource.SELECTOR, parameters), instant, instant);
  }

  /** The report about the first number that is missing. */
  private static Statement silent(Schedule schedule, long number, long first) {
    Map<String, Object> parameters = Map.of("due", schedule.due(first));
    return new Statement(
        first,
        Defect.of(DefectKind.PIPELINE_SILENT, DefectSource.SELECTOR, parameters),
        schedule.gone(first + SILENT - 1),
        schedule.gone(number));
  }

  /** The report about the first number that was published again. */
  private static Statement back(Schedule schedule, long number, long first) {
    Map<String, Object> parameters =
        Map.of(
            "since",
            first,
            "missing",
            number - first,
            "duration-ms",
            schedule.due(number) - schedule.due(first));
    return new Statement(
        number,
        Defect.of(DefectKind.PIPELINE_BACK, DefectSource.SELECTOR, parameters),
        schedule.due(number),
        schedule.due(number));
  }
}
