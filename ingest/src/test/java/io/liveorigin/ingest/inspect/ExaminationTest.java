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

class ExaminationTest {
  private static final byte[] BODY = Mp4.segment(Events.NUMBER, 1);
  private static final Optional<InitFacts> INIT = new InitInspector().inspect(Mp4.init(1)).facts();

  private final Examination examination =
      new Examination(new SegmentInspector(), new InitInspector());

  private Examined examine(byte[] bytes, String... declared) {
    return examination.examine(
        Events.media(Events.NUMBER), bytes, INIT, List.of(declared), Optional.empty());
  }

  @Test
  void aGoodSegmentHasFactsAndNoDefects() {
    Examined examined = examine(BODY);

    assertThat(examined.defects()).isEmpty();
    assertThat(examined.notes()).isEmpty();
    assertThat(examined.facts().tracks().get(0).samples()).isEqualTo(Mp4.FRAMES);
  }

  @Test
  void anInitSegmentHasItsTimescalesAsFacts() {
    Examined examined =
        examination.examine(
            Events.init(), Mp4.init(1), Optional.empty(), List.of(), Optional.empty());

    assertThat(examined.init()).isEqualTo(INIT);
    assertThat(examined.facts().tracks()).hasSize(1);
    assertThat(examined.facts().tracks().get(0).timescale()).isEqualTo(Mp4.TIMESCALE);
    assertThat(examined.notes()).isEmpty();
  }

  @Test
  void anInitSegmentThatCannotBeReadIsMalformed() {
    Examined examined =
        examination.examine(Events.init(), BODY, Optional.empty(), List.of(), Optional.empty());

    assertThat(examined.init()).isEmpty();
    assertThat(examined.defects()).extracting(Defect::name).containsExactly("malformed");
  }

  @Test
  void whatThePackagerDeclaresComesBeforeWhatIsFound() {
    Examined examined = examine(new byte[9], "truncated;missing=1");

    assertThat(examined.defects())
        .extracting(Defect::source)
        .startsWith(DefectSource.PACKAGER)
        .endsWith(DefectSource.INGEST);
  }

  @Test
  void anUnreadableDeclarationIsKeptPrintableAndShort() {
    Examined examined = examine(BODY, "a\u00e4\u0007" + "z".repeat(200) + "=");

    Defect defect = examined.defects().get(0);
    assertThat(defect.name()).isEqualTo(Declaration.UNREADABLE);
    assertThat((String) defect.parameters().get("text")).startsWith("a??zz").hasSize(128);
    assertThat(defect.source()).isEqualTo(DefectSource.PACKAGER);
  }

  /** A record that its readers refuse would be as good as lost. */
  @Test
  void neverMoreDefectsThanARecordCanCarry() {
    String many = IntStream.range(0, 31).mapToObj(i -> "x-d" + i).collect(Collectors.joining(", "));

    Examined examined =
        examination.examine(
            Events.media(Events.NUMBER),
            new byte[] {1},
            INIT,
            List.of(many, "late"),
            Optional.of(Digest.of(BODY)));

    assertThat(examined.defects()).hasSize(Examination.MAX_DEFECTS);
    assertThat(examined.defects()).extracting(Defect::name).contains("x-d0", "x-d30");
    assertThat(examined.defects()).extracting(Defect::name).doesNotContain("conflicting-republish");
    assertThat(examined.notes().get(0)).contains("most severe");
    assertThat(DefectsField.read(DefectsField.write(examined.defects())))
        .isEqualTo(examined.defects());
  }

  @Test
  void aFaultOfTheInspectorDoesNotCostTheSegment() {
    Examination broken =
        new Examination(
            new SegmentInspector(
                List.of(
                    context -> {
                      throw new IllegalStateException("a fault of ours");
                    })),
            new InitInspector());

    Examined examined =
        broken.examine(Events.media(Events.NUMBER), BODY, INIT, List.of(), Optional.empty());

    assertThat(examined.facts()).isEqualTo(Facts.NONE);
    assertThat(examined.defects()).extracting(Defect::name).containsExactly(Defect.NOT_INSPECTED);
  }

  /** An empty field is an empty list: the packager looked, and found nothing. */
  @ParameterizedTest
  @CsvSource({"'', 0", "' ', 0", "late, 1", "x-black;from=0, 1"})
  void whoeverSendsTheFieldHasDeclared(String field, int defects) {
    Examined examined = examine(BODY, field);

    assertThat(examined.facts().declared()).isTrue();
    assertThat(examined.defects()).hasSize(defects);
    assertThat(examined.notes()).isEmpty();
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
    Examined init =
        examination.examine(
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

    Examined examined =
        examination.examine(Events.init(), other, Optional.empty(), List.of(), Optional.empty());

    assertThat(examined.defects()).extracting(Defect::name).containsExactly("codec-mismatch");
    assertThat(examined.init()).as("its media can still be read").isPresent();
  }
}
