package io.liveorigin.standalone.playlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a server may not do to a playlist is seen. */
class PlaylistHistoryTest {
  private static final long FIRST = 897_000_000;
  private static final Instant ZERO = Instant.parse("2026-11-29T05:00:00Z");

  private final PlaylistHistory history = new PlaylistHistory();

  @Test
  void aListThatSlidesIsRight() {
    assertThat(add(list(0, 6))).isEmpty();
    assertThat(add(list(1, 7))).isEmpty();
    assertThat(add(list(4, 11))).isEmpty();
    assertThat(history.segments()).hasSize(7);
  }

  @Test
  void aDeltaUpdateIsPutBehindWhatWasListed() {
    add(list(0, 8));
    String delta =
        list(1, 9)
            .replaceFirst("(?s)#EXT-X-MAP.*?(#EXT-X-PROGRAM-DATE-TIME:2026-11-29T05:00:08)", "$1")
            .replace(
                "#EXT-X-DISCONTINUITY-SEQUENCE:0\n",
                "#EXT-X-DISCONTINUITY-SEQUENCE:0\n#EXT-X-SKIP:SKIPPED-SEGMENTS=3\n");
    assertThat(add(delta)).isEmpty();
    assertThat(history.segments())
        .extracting(ListedSegment::number)
        .containsExactlyElementsOf(
            java.util.stream.LongStream.range(FIRST + 1, FIRST + 9).boxed().toList());
  }

  @Test
  void aDeltaUpdateOfWhatWasNeverListedIsAFault() {
    assertThat(
            add(
                list(0, 2)
                    .replace(
                        "#EXT-X-DISCONTINUITY-SEQUENCE:0\n",
                        "#EXT-X-DISCONTINUITY-SEQUENCE:0\n#EXT-X-SKIP:SKIPPED-SEGMENTS=3\n")))
        .anyMatch(fault -> fault.contains("never listed"));
  }

  @Test
  void aDiscontinuityThatLeavesRaisesTheSequence() {
    UnaryOperator<String> tagged = text -> discontinuityAt(text, 2);
    assertThat(add(tagged.apply(list(0, 6)))).isEmpty();
    assertThat(add(tagged.apply(list(2, 7)))).as("its tag is still there").isEmpty();
    assertThat(add(sequence(list(3, 8), 1).replace("init-0", "init-1"))).isEmpty();
  }

  @Test
  void aDiscontinuityThatLeavesWithoutRaisingTheSequenceIsAFault() {
    add(discontinuityAt(list(0, 6), 2));
    assertThat(add(list(3, 8).replace("init-0", "init-1")))
        .contains(
            "discontinuity sequence number of " + (FIRST + 3) + " changed from 1 to 0 (6.2.2)");
  }

  @ParameterizedTest
  @CsvSource({
    "v180-897000002.m4s, other.m4s, URI of 897000002 changed",
    "'#EXTINF:2.000000', '#EXTINF:1.999000', EXTINF of 897000001 changed",
    "05:00:04.000Z, 05:00:04.001Z, EXT-X-PROGRAM-DATE-TIME of 897000002 changed",
    "'#EXT-X-TARGETDURATION:2', '#EXT-X-TARGETDURATION:3', EXT-X-TARGETDURATION changed",
    "v180-init-0.mp4, v180-init-1.mp4, EXT-X-MAP of 897000001 changed",
    "'05:00:04.000Z\n', '05:00:04.000Z\n#EXT-X-GAP\n', EXT-X-GAP of 897000002 changed",
  })
  void nothingThatWasListedChanges(String was, String is, String fault) {
    add(list(0, 6));
    assertThat(add(list(1, 6).replace(was, is))).anyMatch(one -> one.startsWith(fault));
  }

  @Test
  void neitherEndGoesBack() {
    add(list(2, 8));
    assertThat(add(list(1, 8))).anyMatch(fault -> fault.contains("EXT-X-MEDIA-SEQUENCE went back"));
    assertThat(add(list(2, 7))).anyMatch(fault -> fault.contains("the end went back"));
  }

  @Test
  void nothingIsAddedBehindTheEnd() {
    add(list(0, 6) + "#EXT-X-ENDLIST\n");
    assertThat(add(list(0, 7))).anyMatch(fault -> fault.contains("ENDLIST"));
  }

  @ParameterizedTest
  @CsvSource({
    "'#EXTINF:2.000000', '#EXTINF:2.500000', lasts longer",
    "'#EXTM3U\n', '', does not begin",
    "'#EXT-X-TARGETDURATION:2\n', '', EXT-X-TARGETDURATION is not there",
    "05:00:04.000Z, 05:00:04.100Z, is dated 100 ms off",
    "'05:00:00.000Z\n', '05:00:00.000Z\n#EXT-X-GAP\n', begins with a gap",
  })
  void whatIsWrongInItselfIsAFault(String was, String is, String fault) {
    assertThat(add(list(0, 6).replace(was, is))).anyMatch(one -> one.contains(fault));
  }

  @Test
  void anotherInitSegmentWantsADiscontinuity() {
    String map = "#EXT-X-MAP:URI=\"v180-init-1.mp4\"\n";
    String date = "#EXT-X-PROGRAM-DATE-TIME:2026-11-29T05:00:04";
    assertThat(add(list(0, 6).replace(date, map + date)))
        .anyMatch(fault -> fault.contains("another EXT-X-MAP without a discontinuity"));
  }

  private List<String> add(String text) {
    return history.add(PlaylistText.read(text));
  }

  private static String discontinuityAt(String text, int number) {
    String date =
        "#EXT-X-PROGRAM-DATE-TIME:"
            + ZERO.plusSeconds(2L * number).toString().replace("Z", ".000Z");
    return text.replace(date, "#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"v180-init-1.mp4\"\n" + date);
  }

  private static String sequence(String text, int discontinuity) {
    return text.replace(
        "#EXT-X-DISCONTINUITY-SEQUENCE:0", "#EXT-X-DISCONTINUITY-SEQUENCE:" + discontinuity);
  }

  /** Segments from the one to before the other, two seconds each. */
  private static String list(int from, int to) {
    StringBuilder text =
        new StringBuilder(
            """
            #EXTM3U
            #EXT-X-VERSION:9
            #EXT-X-TARGETDURATION:2
            #EXT-X-MEDIA-SEQUENCE:%d
            #EXT-X-DISCONTINUITY-SEQUENCE:0
            #EXT-X-MAP:URI="v180-init-0.mp4"
            """
                .formatted(FIRST + from));
    for (int i = from; i < to; i++) {
      text.append("#EXT-X-PROGRAM-DATE-TIME:")
          .append(ZERO.plusSeconds(2L * i).toString().replace("Z", ".000Z"))
          .append("\n#EXTINF:2.000000,\nv180-")
          .append(FIRST + i)
          .append(".m4s\n");
    }
    return text.toString();
  }
}
