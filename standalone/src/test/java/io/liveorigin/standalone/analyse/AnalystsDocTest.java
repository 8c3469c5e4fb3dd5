package io.liveorigin.standalone.analyse;

import static io.liveorigin.standalone.analyse.Records.N;
import static io.liveorigin.standalone.analyse.Records.absence;
import static io.liveorigin.standalone.analyse.Records.address;
import static io.liveorigin.standalone.analyse.Records.copy;
import static io.liveorigin.standalone.analyse.Records.decision;
import static io.liveorigin.standalone.analyse.Records.dropped;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.AcceptedRevisions;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.contract.wire.ViewRecord;
import io.liveorigin.contract.wire.ViewRecord.Kind;
import io.liveorigin.contract.wire.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries of docs/analysts.md are run as they stand there, on records that we wrote. */
class AnalystsDocTest {
  /** The rows of the table of that name. */
  private static final String DECISIONS = "rows of decisions";

  private static final Path PAGE = Path.of("..", "docs", "analysts.md");
  private static final Pattern SQL =
      Pattern.compile("```sql\n-- ([^\n]+)\n(.*?)```", Pattern.DOTALL);

  @TempDir Path directory;

  @Test
  void itsDuckDbQueriesAnswer() throws Exception {
    writeDefects();
    writeSelections();
    writeViews();
    Map<String, List<String>> answers = new LinkedHashMap<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute("SET file_search_path = '" + directory + "'");
      statement.execute("SET TimeZone = 'UTC'");
      for (Map.Entry<String, String> query : queries().entrySet()) {
        answers.put(query.getKey(), rows(statement, query.getValue()));
      }
      answers.put(
          DECISIONS,
          rows(
              statement,
              "SELECT number, revision, winner, reason FROM decisions ORDER BY \"offset\""));
    }
    assertThat(answers.get("by kind"))
        .as("what packager and inspection both report counts once")
        .containsExactly("a, dropped-video-frames, 3, 1440", "b, dropped-video-frames, 1, 480");
    assertThat(answers.get(DECISIONS))
        .as("what the queries take for a decision is what a service takes for one")
        .containsExactlyElementsOf(decisions());
    // N+1: a's bad copy is not seen, b wins. N+2: a's is seen, b's is not.
    assertThat(answers.get("seen by viewers"))
        .as("seen, averted, unknown")
        .containsExactly("a, dropped-video-frames, 1, 1, 1", "b, dropped-video-frames, 0, 1, 0");
    assertThat(answers.get("missing"))
        .as("two with records of their own and 48 in the silence")
        .containsExactly("a, v0, 50, false", "b, v0, 0, true");
    assertThat(answers.get("saves")).containsExactly("2026-09-21 14:00:00.0, b, fallback-bad, 1");
    assertThat(answers.get("declarations"))
        .containsExactly(
            "a, ingest, confirmed, 1",
            "a, ingest, contradicted, 2",
            "a, packager, confirmed, 1",
            "b, packager, contradicted, 1");
    assertThat(answers.get("what viewers felt"))
        .as("pipeline, defects, sessions, segments, stalls, stalled ms")
        .containsExactly(
            "a, [dropped-video-frames], 2, 2, 2, 1400",
            "b, [], 1, 2, 1, 100",
            "null, [], 1, 0, 1, 0");
    assertThat(answers.get("latency")).containsExactly("a, 500, 500", "b, 500, 500");
  }

  private static Map<String, String> queries() throws IOException {
    Matcher matcher = SQL.matcher(Files.readString(PAGE));
    Map<String, String> queries = new LinkedHashMap<>();
    while (matcher.find()) {
      queries.put(matcher.group(1), matcher.group(2));
    }
    assertThat(queries).hasSize(11);
    return queries;
  }

  private static List<String> rows(Statement statement, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    if (statement.execute(sql)) {
      try (ResultSet result = statement.getResultSet()) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<String> cells = new ArrayList<>();
          for (int i = 1; i <= columns; i++) {
            cells.add(String.valueOf(result.getObject(i)));
          }
          rows.add(String.join(", ", cells));
        }
      }
    }
    return rows;
  }

  private static final Candidate BAD = copy("a", N + 1, -400, dropped(DefectSource.INGEST));
  private static final Candidate WORSE =
      copy("a", N + 2, -400, dropped(DefectSource.INGEST), dropped(DefectSource.PACKAGER));
  private static final Candidate OTHER = copy("b", N + 2, -300, dropped(DefectSource.PACKAGER));

  private static final Candidate EXPIRED = copy("a", N - 50, -400, dropped(DefectSource.INGEST));

  private void writeDefects() throws IOException {
    List<String> lines = new ArrayList<>();
    // The decision about the last one has expired.
    for (Candidate candidate : List.of(BAD, WORSE, OTHER, EXPIRED)) {
      long number = candidate == BAD ? N + 1 : candidate == EXPIRED ? N - 50 : N + 2;
      candidate
          .defects()
          .forEach(d -> lines.add(text(Records.of(address("v0", number), candidate, d))));
    }
    lines.add(text(absence(address("v0", N + 3), "a", DefectKind.LATE)));
    lines.add(text(absence(address("v0", N + 3), "a", DefectKind.MISSING_SEGMENT)));
    lines.add(text(absence(address("v0", N + 4), "a", DefectKind.MISSING_SEGMENT)));
    lines.add(text(absence(address("v0", N + 3), "a", DefectKind.PIPELINE_SILENT)));
    lines.add(text(Records.back(address("v0", N + 53), "a", N + 3)));
    lines.add(text(absence(address("v0", N + 9), "b", DefectKind.PIPELINE_SILENT)));
    // Delivered twice, once by a later version.
    lines.add(lines.get(0));
    lines.add(lines.get(1).replaceFirst("\\{", "{\"later\":[1],"));
    Files.write(directory.resolve("defects.jsonl"), lines);
  }

  private static String text(DefectRecord defect) {
    return new String(defect.toJson(), StandardCharsets.UTF_8);
  }

  /** The broker's time of every record. */
  private static final long APPENDED = 1_900_000_000_000L;

  private static final Candidate FALLBACK = copy("b", N, -300);

  private static final List<Decision> LOG =
      List.of(
          // Before its time: the clock of its cell was ahead.
          new Decision(
              address("v0", N),
              1,
              Optional.of(FALLBACK),
              Reason.FALLBACK_DUE,
              List.of(FALLBACK),
              List.of(),
              0,
              0,
              "ahead",
              APPENDED + 501),
          decision(address("v0", N), 1, "a", Reason.PREFERRED_VALID, copy("a", N, -400)),
          decision(address("v0", N + 1), 1, "b", Reason.FALLBACK_BAD, BAD, copy("b", N + 1, -300)),
          // Lost: not the first record of its revision.
          decision(address("v0", N + 1), 1, "a", Reason.LEAST_BAD, BAD),
          decision(address("v0", N + 2), 1, "a", Reason.LEAST_BAD, WORSE, OTHER),
          // The beginning of its story has been deleted; a cell that was paused proposes it again.
          decision(address("v0", N + 60), 2, "a", Reason.MASK, copy("a", N + 60, -400)),
          decision(address("v0", N + 60), 1, "b", Reason.FALLBACK_BAD, copy("b", N + 60, -300)));

  /** The decisions among them, as every reader of the log takes them. */
  private static List<String> decisions() {
    AcceptedRevisions revisions = new AcceptedRevisions();
    return LOG.stream()
        .filter(decision -> decision.early(APPENDED) == 0 && revisions.accept(decision))
        .map(
            decision ->
                ((SegmentAddress) decision.address()).number()
                    + ", "
                    + decision.revision()
                    + ", "
                    + decision.winner().orElseThrow().pipeline()
                    + ", "
                    + decision.reason().wire())
        .toList();
  }

  private void writeViews() throws IOException {
    List<ViewRecord> views = new ArrayList<>();
    for (String session : List.of("0000000000000001", "0000000000000002")) {
      views.add(Records.view(Kind.RESPONSE, session, N + 2, "a", 0));
      views.add(Records.view(Kind.STALL, session, N + 2, "a", 0));
      views.add(Records.view(Kind.RESUME, session, N + 2, "a", 700));
    }
    // The copy of the decision counts where the report does not name the pipeline.
    views.add(Records.view(Kind.RESPONSE, "0000000000000003", N + 1, "", 0));
    views.add(Records.view(Kind.RESPONSE, "0000000000000003", N + 1, "b", 0));
    views.add(Records.view(Kind.STALL, "0000000000000003", N + 1, "b", 100));
    views.add(Records.view(Kind.STALL, "0000000000000003", N + 7, "", 0));
    views.add(Records.view(Kind.STALL, "0000000000000003", -1, "", 0));
    List<String> lines = new ArrayList<>();
    views.forEach(view -> lines.add(new String(view.toJson(), StandardCharsets.UTF_8)));
    Files.write(directory.resolve("views.jsonl"), lines);
  }

  private void writeSelections() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Decision decision : LOG) {
      Map<String, Object> envelope = new LinkedHashMap<>();
      envelope.put("topic", "selections");
      envelope.put("partition", 0);
      envelope.put("offset", lines.size());
      envelope.put("ts", APPENDED);
      envelope.put("key", decision.address().track().key());
      envelope.put("payload", new String(DecisionJson.write(decision), StandardCharsets.UTF_8));
      lines.add(new String(WireJson.write(envelope), StandardCharsets.UTF_8));
    }
    Files.write(directory.resolve("selections.jsonl"), lines);
  }
}
