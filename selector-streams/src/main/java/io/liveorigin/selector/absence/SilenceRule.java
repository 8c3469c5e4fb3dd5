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
 * What is said about one pipeline and one number when it is certain what came of it. A number that
 * is missing alone is worth a record of its own; of a pipeline that stopped, one record says all:
 * the numbers of a run follow from its first. Pure, and only of what is recorded, so every cell and
 * every replay says the same.
 */
final class SilenceRule {
  /** So many missing numbers in a row, and the pipeline is silent. */
  static final int SILENT = 3;

  /**
   * After so many more numbers the same record is written again, with the same id: whoever reads
   * the last hours of the topic alone must find it.
   */
  static final int SAID_AGAIN = 1_000;

  /** How a pipeline delivered a number. */
  enum Delivery {
    IN_TIME,
    /** After it was due, before it was gone. */
    LATE,
    MISSING,
    /** The pipeline has said that it does not publish it, or the event is paused. */
    PAUSED
  }

  /**
   * One record.
   *
   * @param number what it is about
   * @param eventTime when it became true, epoch ms
   * @param saidAt timestamp of the record, epoch ms: later than that where it is said again
   */
  record Statement(long number, Defect defect, long eventTime, long saidAt) {}

  /**
   * @param run first number of the run of missing ones that is open behind this number, if one is
   */
  record Finding(List<Statement> said, Optional<Long> run) {}

  private SilenceRule() {}

  /**
   * @param run first number of the run that is open before this number, if one is
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

  /** About the first number that is missing. */
  private static Statement silent(Schedule schedule, long number, long first) {
    Map<String, Object> parameters = Map.of("due", schedule.due(first));
    return new Statement(
        first,
        Defect.of(DefectKind.PIPELINE_SILENT, DefectSource.SELECTOR, parameters),
        schedule.gone(first + SILENT - 1),
        schedule.gone(number));
  }

  /** About the first number that came again. */
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
