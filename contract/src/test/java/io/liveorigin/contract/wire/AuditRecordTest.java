package io.liveorigin.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.support.PublicSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditRecordTest {
  private final PublicSchema schema = PublicSchema.of("audit");

  private static AuditRecord record(
      String path, AuditRecord.Outcome outcome, List<AuditChange> changes) {
    boolean done = outcome == AuditRecord.Outcome.DONE;
    return new AuditRecord(
        1,
        1_790_000_000_000L,
        "cell-1/node-1",
        done ? "anna" : AuditRecord.NOBODY,
        done ? "admin" : AuditRecord.NOBODY,
        "192.0.2.7",
        Optional.of("r\n1"),
        "PUT",
        path,
        done ? "t/e" : AuditRecord.NOBODY,
        Optional.of("m1"),
        outcome,
        done ? Optional.empty() : Optional.of(403),
        done ? Optional.empty() : Optional.of("wrong-credential"),
        Optional.empty(),
        changes,
        Optional.empty());
  }

  private static AuditChange change(String key, byte[] after) {
    return new AuditChange(key, Optional.empty(), Optional.of(AuditDocument.of(after)));
  }

  private static byte[] document(int length) {
    String head = "{\"a\":\"";
    return (head + "x".repeat(length - head.length() - 2) + "\"}").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void itFitsItsSchemaAndIsReadBack() {
    List<AuditRecord> records =
        List.of(
            record(
                "/events/t/e",
                AuditRecord.Outcome.DONE,
                List.of(change("mask/t/e/m1", document(9)))),
            record("/\u00e9\u001b[2J" + "x".repeat(600), AuditRecord.Outcome.REFUSED, List.of()),
            record("/", AuditRecord.Outcome.FAILED, List.of()).withLeftOut(7));
    for (AuditRecord record : records) {
      assertThat(schema.errors(record.toJson())).isEmpty();
      assertThat(AuditRecord.read(record.toJson())).isEqualTo(record);
      assertThat(record.path()).matches("[ -~]{1,512}");
    }
    assertThat(records.get(2).leftOut()).hasValue(7L);
    assertThat(schema.errors("{\"schema\":1}".getBytes(StandardCharsets.UTF_8))).isNotEmpty();
  }

  @Test
  void aLongDocumentIsItsDigest() {
    AuditDocument whole = AuditDocument.of(document(AuditDocument.MOST));
    AuditDocument cut = AuditDocument.of(document(AuditDocument.MOST + 1));
    assertThat(whole.document()).isPresent();
    assertThat(cut.document()).isEmpty();
    assertThat(cut.bytes()).isEqualTo(AuditDocument.MOST + 1);
    assertThat(cut.digest()).hasSize(64).isNotEqualTo(whole.digest());
  }

  /** The record of a request fits the limit of the brokers, however much the request changes. */
  @Test
  void manyDocumentsAreBounded() {
    List<AuditChange> many = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      many.add(change("mask/t/e/m" + i, document(AuditDocument.MOST)));
    }
    AuditRecord record = record("/events/t/e", AuditRecord.Outcome.DONE, many);
    assertThat(record.changes()).hasSize(2_000);
    assertThat(record.changesLeftOut()).hasValue(3_000);
    assertThat(record.changes().stream().filter(c -> c.after().get().document().isPresent()))
        .hasSize(16);
    assertThat(record.toJson()).hasSizeLessThan(2 * 1024 * 1024);
    assertThat(schema.errors(record.toJson())).isEmpty();
  }
}
