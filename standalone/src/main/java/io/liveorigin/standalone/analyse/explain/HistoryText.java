package io.liveorigin.standalone.analyse.explain;

import static io.liveorigin.standalone.analyse.words.InstantText.relative;
import static io.liveorigin.standalone.analyse.words.InstantText.span;
import static io.liveorigin.standalone.analyse.words.InstantText.utc;

import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Agreement;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.standalone.analyse.read.EarlyDecision;
import io.liveorigin.standalone.analyse.words.DefectWords;
import io.liveorigin.standalone.analyse.words.ReasonWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The history of a segment as lines of text, in the words of a person on call. */
public final class HistoryText {
  private static final int DIGEST_DIGITS = 12;
  private static final String DUE = "due";

  private final SegmentHistory history;
  private final Schedule schedule;
  private final long number;
  private final long due;
  private final List<String> lines = new ArrayList<>();

  private HistoryText(SegmentHistory history) {
    this.history = history;
    this.schedule = history.schedule();
    this.number = history.address().number();
    this.due = schedule.due(number);
  }

  public static List<String> lines(SegmentHistory history) {
    HistoryText text = new HistoryText(history);
    text.head();
    text.copies();
    text.decisions();
    text.ignored();
    text.early();
    text.masks();
    return text.lines;
  }

  private void head() {
    lines.add("segment " + history.address().track().key() + "/" + number);
    lines.add(
        "  media    " + utc(schedule.mediaStart(number)) + " to " + utc(schedule.mediaEnd(number)));
    lines.add("  due      " + utc(due));
    lines.add("  decided  " + utc(schedule.decided(number)) + " at the latest");
    lines.add("  state    " + state());
  }

  private String state() {
    long now = history.now();
    return switch (history.state()) {
      case OUTSIDE_EVENT -> outside();
      case NOT_DUE -> "not due yet; due in " + span(due - now);
      case WAITING ->
          "became due "
              + span(now - due)
              + (history.copies().isEmpty()
                  ? " ago, and no copy is known; waiting until "
                  : " ago, and is not decided yet; waiting until ")
              + utc(schedule.gone(number));
      case GONE -> "gone since " + utc(schedule.gone(number)) + ": " + evidence();
      case EXPIRED ->
          "outside the time-shift window since "
              + utc(schedule.expires(number))
              + ", and the log has no decision";
      case DECIDED -> decided();
    };
  }

  private String outside() {
    String range = "outside the event, whose numbers are " + schedule.firstNumber();
    return schedule.lastNumber() == Long.MAX_VALUE
        ? range + " and above"
        : range + " to " + schedule.lastNumber();
  }

  private String evidence() {
    List<String> unproved =
        history.pipelines().stream().filter(p -> !reported(p, "missing-segment")).toList();
    return unproved.isEmpty()
        ? "no pipeline published it in time"
        : "no decision, and no missing-segment record of "
            + String.join(", ", unproved)
            + ": no segment of the track has arrived yet, or no serving node has checked";
  }

  private boolean reported(String pipeline, String kind) {
    return history.absences().stream()
        .anyMatch(d -> d.pipeline().equals(pipeline) && d.kind().equals(kind));
  }

  private String decided() {
    Decision last = history.accepted().get(history.accepted().size() - 1);
    String left =
        history.now() < schedule.expires(number)
            ? ""
            : "; outside the time-shift window since " + utc(schedule.expires(number));
    return "revision " + last.revision() + ": " + outcome(last) + left;
  }

  private static String outcome(Decision decision) {
    return decision
        .winner()
        .map(
            winner ->
                winner.pipeline()
                    + switch (winner.candidateClass()) {
                      case CLEAN -> ", clean: only a mask or an operator replaces it";
                      case UNCHECKED -> ", unchecked: a clean copy would replace it";
                      case DEFECTIVE -> ", defective: a clean copy would replace it";
                    })
        .orElse("no winner");
  }

  private void copies() {
    lines.add("copies");
    history.copies().forEach(this::copy);
    for (String pipeline : history.pipelines()) {
      if (history.copies().stream().noneMatch(c -> c.pipeline().equals(pipeline))) {
        lines.add("  " + pipeline + "  " + silence(pipeline));
      }
      history.absences().stream().filter(d -> d.pipeline().equals(pipeline)).forEach(this::absence);
    }
  }

  private String silence(String pipeline) {
    if (reported(pipeline, "missing-segment")
        || reported(pipeline, "late")
        || history.now() >= schedule.gone(number) && history.accepted().isEmpty()) {
      return "no copy is known";
    }
    return history.accepted().isEmpty() || history.now() < due
        ? "no copy is known yet"
        : "no copy was known when this was decided; none is reported late or missing";
  }

  private void copy(Copy copy) {
    String place =
        copy.candidate()
            .map(HistoryText::place)
            .orElse("arrived after the last decision; known from its defects");
    lines.add(
        "  %s  %s, %s, %s%s"
            .formatted(
                copy.pipeline(),
                relative(copy.arrival(), due, DUE),
                copy.digest().substring(0, DIGEST_DIGITS),
                place,
                copy.defects().isEmpty() ? ", nothing wrong" : ""));
    for (DefectRecord defect : copy.defects()) {
      lines.add("       " + words(defect) + agreement(defect));
    }
  }

  private static String place(Candidate candidate) {
    return String.format(
        Locale.ROOT,
        "%,d bytes, %s-%d@%d",
        candidate.size(),
        candidate.position().topic(),
        candidate.position().partition(),
        candidate.position().offset());
  }

  private static String words(DefectRecord defect) {
    String words = DefectWords.of(defect.kind(), defect.parameters());
    String kind = words.startsWith(defect.kind()) ? words : defect.kind() + ": " + words;
    return kind + "; " + ReasonWords.foundBy(defect.source());
  }

  private static String agreement(DefectRecord defect) {
    Optional<Agreement> agreement =
        Arrays.stream(Agreement.values())
            .filter(a -> defect.agreement().filter(a.wire()::equals).isPresent())
            .findFirst();
    return agreement.map(a -> ", " + ReasonWords.of(a, defect.source())).orElse("");
  }

  private void absence(DefectRecord defect) {
    lines.add("       " + words(defect));
  }

  private void decisions() {
    lines.add(history.accepted().isEmpty() ? "no decision" : "decisions");
    history.accepted().stream()
        .findFirst()
        .filter(first -> first.revision() > 1)
        .ifPresent(first -> lines.add("  (earlier revisions are no longer in the log)"));
    for (Decision decision : history.accepted()) {
      lines.add(
          "  %d  %s, %s, by cell %s"
              .formatted(
                  decision.revision(),
                  decision
                      .winner()
                      .map(
                          w ->
                              w.pipeline()
                                  + " ("
                                  + w.digest().hex().substring(0, DIGEST_DIGITS)
                                  + ")")
                      .orElse("no winner"),
                  when(decision),
                  decision.cell()));
      lines.add(
          "       "
              + decision.reason().wire()
              + ": "
              + ReasonWords.of(decision, history.pipelines()));
      if (!decision.masked().isEmpty()) {
        lines.add("       masked at that time: " + String.join(", ", decision.masked()));
      }
    }
  }

  private String when(Decision decision) {
    String when = utc(decision.decidedAt()) + ", " + relative(decision.decidedAt(), due, DUE);
    return decision
        .winner()
        .map(w -> when + ", " + relative(decision.decidedAt(), w.arrival(), "it arrived"))
        .orElse(when);
  }

  private void ignored() {
    if (history.ignored().isEmpty()) {
      return;
    }
    lines.add("ignored: proposals that were not the next revision when they were read");
    history.ignored().forEach(decision -> lines.add(proposal(decision)));
  }

  private void early() {
    if (history.early().isEmpty()) {
      return;
    }
    lines.add(
        "not accepted: proposals that were written too early (a clock was ahead) or too late");
    for (EarlyDecision early : history.early()) {
      String why = early.byMillis() > 0 ? span(early.byMillis()) + " too early" : "too late";
      lines.add(proposal(early.decision()) + ", " + why);
    }
  }

  private static String proposal(Decision decision) {
    return "  %d  %s, %s, %s, by cell %s"
        .formatted(
            decision.revision(),
            decision.winner().map(Candidate::pipeline).orElse("no winner"),
            utc(decision.decidedAt()),
            decision.reason().wire(),
            decision.cell());
  }

  private void masks() {
    if (!history.masks().isEmpty()) {
      lines.add("masks in force");
      lines.addAll(history.masks().stream().map(HistoryText::mask).collect(Collectors.toList()));
    }
  }

  private static String mask(Mask mask) {
    return "  %s  pipeline %s, numbers %d to %d, %s%s"
        .formatted(
            mask.id(),
            mask.pipeline(),
            mask.from(),
            mask.to(),
            mask.representation().equals(Mask.ALL)
                ? "all representations"
                : "representation " + mask.representation(),
            mask.reason().isEmpty() ? "" : ": " + mask.reason());
  }
}
