package io.liveorigin.ingest.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.wire.DefectsField;
import io.liveorigin.ingest.support.Events;
import io.liveorigin.ingest.support.Mp4;
import io.liveorigin.media.inspect.InitFacts;
import io.liveorigin.media.inspect.InitInspector;
import io.liveorigin.media.inspect.SegmentInspector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadInspectorTest {
  private static final byte[] BODY = Mp4.segment(Events.NUMBER, 1);
  private static final Optional<InitFacts> INIT = new InitInspector().inspect(Mp4.init(1)).facts();

  private final UploadInspector inspector =
      new UploadInspector(new SegmentInspector(), new InitInspector());

  private UploadFindings examine(byte[] bytes, String... declared) {
    return inspector.examine(
        Events.media(Events.NUMBER), bytes, INIT, List.of(declared), Optional.empty());
  }

  @Test
  void aGoodSegmentHasFactsAndNoDefects() {
    UploadFindings findings = examine(BODY);

    assertThat(findings.defects()).isEmpty();
    assertThat(findings.notes()).isEmpty();
    assertThat(findings.facts().tracks().get(0).samples()).isEqualTo(Mp4.FRAMES);
  }

  @Test
  void anInitSegmentHasItsTimescalesAsFacts() {
    UploadFindings findings =
        inspector.examine(
            Events.init(), Mp4.init(1), Optional.empty(), List.of(), Optional.empty());

    assertThat(findings.init()).isEqualTo(INIT);
    assertThat(findings.facts().tracks()).hasSize(1);
    assertThat(findings.facts().tracks().get(0).timescale()).isEqualTo(Mp4.TIMESCALE);
    assertThat(findings.notes()).isEmpty();
  }

  @Test
  void anInitSegmentThatCannotBeReadIsMalformed() {
    UploadFindings findings =
        inspector.examine(Events.init(), BODY, Optional.empty(), List.of(), Optional.empty());

    assertThat(findings.init()).isEmpty();
    assertThat(findings.defects()).extracting(Defect::name).containsExactly("malformed");
  }

  @Test
  void whatThePackagerDeclaresComesBeforeWhatIsFound() {
    UploadFindings findings = examine(new byte[9], "truncated;missing=1");

    assertThat(findings.defects())
        .extracting(Defect::source)
        .startsWith(DefectSource.PACKAGER)
        .endsWith(DefectSource.INGEST);
  }

  @Test
  void anUnreadableDeclarationIsKeptPrintableAndShort() {
    UploadFindings findings = examine(BODY, "a\u00e4\u0007" + "z".repeat(200) + "=");

    Defect defect = findings.defects().get(0);
    assertThat(defect.name()).isEqualTo(DefectDeclaration.UNREADABLE);
    assertThat((String) defect.parameters().get("text")).startsWith("a??zz").hasSize(128);
    assertThat(defect.source()).isEqualTo(DefectSource.PACKAGER);
  }

  /** A record that its readers refuse would be as good as lost. */
  @Test
  void neverMoreDefectsThanARecordCanCarry() {
    String many = IntStream.range(0, 31).mapToObj(i -> "x-d" + i).collect(Collectors.joining(", "));

    UploadFindings findings =
        inspector.examine(
            Events.media(Events.NUMBER),
            new byte[] {1},
            INIT,
            List.of(many, "late"),
            Optional.of(Digest.of(BODY)));

    assertThat(findings.defects()).hasSize(UploadInspector.MAX_DEFECTS);
    assertThat(findings.defects()).extracting(Defect::name).contains("x-d0", "x-d30");
    assertThat(findings.defects()).extracting(Defect::name).doesNotContain("conflicting-republish");
    assertThat(findings.notes().get(0)).contains("most severe");
    assertThat(DefectsField.read(DefectsField.write(findings.defects())))
        .isEqualTo(findings.defects());
  }

  @Test
  void aFaultOfTheInspectorDoesNotCostTheSegment() {
    UploadInspector broken =
        new UploadInspector(
            new SegmentInspector(
                List.of(
                    context -> {
                      throw new IllegalStateException("a fault of ours");
                    })),
            new InitInspector());

    UploadFindings findings =
        broken.examine(Events.media(Events.NUMBER), BODY, INIT, List.of(), Optional.empty());

    assertThat(findings.facts()).isEqualTo(Facts.NONE);
    assertThat(findings.defects()).extracting(Defect::name).containsExactly(Defect.NOT_INSPECTED);
  }

  /** An empty field is an empty list: the packager looked, and found nothing. */
  @ParameterizedTest
  @CsvSource({"'', 0", "' ', 0", "late, 1", "x-black;from=0, 1"})
  void whoeverSendsTheFieldHasDeclared(String field, int defects) {
    UploadFindings findings = examine(BODY, field);

    assertThat(findings.facts().declared()).isTrue();
    assertThat(findings.defects()).hasSize(defects);
    assertThat(findings.notes()).isEmpty();
  }

  @Test
  void anEmptyFieldBesideAnotherAddsNothing() {
    assertThat(examine(BODY, "", "late", " ").defects())
        .extracting(Defect::name)
        .containsExactly("late");
  }

  @Test
  void whoSendsNoFieldOrAnUnreadableOneHasNotDeclared() {
    assertThat(examine(BODY).facts().declared()).isFalse();
    assertThat(examine(BODY, "=").facts().declared()).isFalse();
  }

  @Test
  void factsHaveTheSetupOfTheInitSegment() {
    UploadFindings init =
        inspector.examine(
            Events.init(), Mp4.init(1), Optional.empty(), List.of(), Optional.empty());

    assertThat(init.facts().setup()).contains(INIT.orElseThrow().setup());
    assertThat(examine(BODY).facts().setup()).isEqualTo(init.facts().setup());
    assertThat(examine(BODY).facts().inheritsDefaults()).isTrue();
  }

  @Test
  void anInitSegmentThatIsNotWhatTheEventDeclaresIsKnownAndDefective() {
    byte[] other = Mp4.init(1);
    int entry = new String(other, StandardCharsets.ISO_8859_1).indexOf("avc1");
    System.arraycopy("vvc1".getBytes(StandardCharsets.US_ASCII), 0, other, entry, 4);

    UploadFindings findings =
        inspector.examine(Events.init(), other, Optional.empty(), List.of(), Optional.empty());

    assertThat(findings.defects()).extracting(Defect::name).containsExactly("codec-mismatch");
    assertThat(findings.init()).as("its media can still be read").isPresent();
  }
}
