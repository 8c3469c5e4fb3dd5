package io.liveorigin.standalone.analyse.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.wire.AuditChange;
import io.liveorigin.contract.wire.AuditDocument;
import io.liveorigin.contract.wire.AuditRecord;
import io.liveorigin.contract.wire.AuditRecord.Outcome;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.standalone.analyse.read.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditListTest {
  private final List<String> out = new ArrayList<>();

  private static LogRecord in(byte[] value) {
    return new LogRecord("t/e", Optional.of(value), 1);
  }

  private static Optional<AuditDocument> document(String json) {
    return Optional.of(AuditDocument.of(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static AuditRecord record(long at, Optional<String> code, AuditChange... changes) {
    return new AuditRecord(
        1,
        at,
        "cell/n1",
        "anna",
        "admin",
        "192.0.2.7",
        Optional.empty(),
        "PUT",
        "/events/t/e",
        "t/e",
        Optional.empty(),
        code.isPresent() ? Outcome.REFUSED : Outcome.DONE,
        code.map(c -> 403),
        code,
        Optional.empty(),
        List.of(changes),
        Optional.empty());
  }

  private void print(boolean json, byte[]... values) {
    AuditList list = new AuditList(0, Optional.of(new EventId("t", "e")), json, out::add);
    for (byte[] value : values) {
      list.collect(in(value));
    }
    list.flush();
  }

  @Test
  void aChangeIsALineThatNamesTheKeysThatDiffer() {
    AuditChange changed =
        new AuditChange(
            "event/t/e/definition",
            document("{\"a\":1,\"b\":2,\"gone\":3}"),
            document("{\"a\":1,\"b\":5,\"new\":4}"));
    AuditChange deleted = new AuditChange("mask/t/e/m1", document("{}"), Optional.empty());
    print(
        false,
        record(2_000, Optional.of("forbidden")).withLeftOut(7).toJson(),
        record(1_000, Optional.empty(), changed, deleted).toJson());
    assertThat(out).hasSize(2);
    assertThat(out.get(0))
        .contains("anna", "192.0.2.7", "done")
        .endsWith("PUT /events/t/e: event/t/e/definition changed b gone new, mask/t/e/m1 deleted");
    assertThat(out.get(1))
        .contains("forbidden")
        .endsWith("PUT /events/t/e; and 7 more of this kind");
  }

  @Test
  void whatManyDocumentsBecameIsCut() {
    AuditChange[] many = new AuditChange[9];
    for (int i = 0; i < many.length; i++) {
      many[i] = new AuditChange("mask/t/e/m" + i, Optional.empty(), document("{}"));
    }
    print(false, record(1, Optional.empty(), many).toJson());
    assertThat(out.get(0)).contains("m4 new, and 4 more").doesNotContain("m5");
  }

  /** Whoever may write to the topic, or once could, commands no terminal. */
  @Test
  void noRecordCommandsATerminal() {
    String hostile =
        new String(record(1, Optional.of("forbidden")).toJson(), StandardCharsets.UTF_8)
            .replace("anna", "\\u001b[2Jan\\nna\u009b\u202e")
            .replace("forbidden", "for\\rbidden");
    byte[] value = ("\n" + hostile + "\n").getBytes(StandardCharsets.UTF_8);
    print(false, value);
    print(true, value, "no JSON\u001b[2J".getBytes(StandardCharsets.UTF_8));
    assertThat(out).hasSize(2).allSatisfy(line -> assertThat(line).matches("[ -~]+"));
    assertThat(WireJson.readTree(out.get(1).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(WireJson.readTree(value));
  }
}
