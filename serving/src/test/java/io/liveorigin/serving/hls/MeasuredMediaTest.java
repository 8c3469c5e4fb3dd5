package io.liveorigin.serving.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.PipelineNameRules;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.serving.support.Samples;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MeasuredMediaTest {
  private static final LiveEvent NEWS = Samples.news();
  private static final long NUMBER = 850_000_000;

  private static Decision decision(String pipeline, int size, Listing listing) {
    SegmentAddress address = new SegmentAddress(Samples.V0, NUMBER);
    Decision plain =
        Samples.decision(
            address, 1, Samples.candidate(address, pipeline, Samples.bytes(size, 1), 0));
    return new Decision(
        address,
        1,
        plain.winner(),
        plain.reason(),
        plain.candidates(),
        List.of(),
        0,
        plain.decidedAt(),
        "cell",
        0,
        listing);
  }

  private static MeasuredMedia of(Decision decision) {
    return MeasuredMedia.of(
        NEWS.schedule(), TargetDuration.of(NEWS.definition()), NUMBER, decision);
  }

  @Test
  void aSegmentIsWhatIsServedForAsLongAsPlaylistsSayItLasts() {
    assertThat(of(decision("a", 1_000, Listing.SCHEDULED)))
        .isEqualTo(new MeasuredMedia(1, 8_000, 2_000_000));
    assertThat(of(decision("b", 1_000, new Listing(false, 48_000, NUMBER * 96_000, 95_232))))
        .isEqualTo(new MeasuredMedia(1, 8_000, 1_984_000));
  }

  @Test
  void whatNobodyPublishedAndWhatIsListedAsAGapDoNotCount() {
    assertThat(of(decision(PipelineNameRules.ORIGIN, 1_000, Listing.SCHEDULED)))
        .isEqualTo(MeasuredMedia.NONE);
    assertThat(of(Samples.missing(new SegmentAddress(Samples.V0, NUMBER))))
        .isEqualTo(MeasuredMedia.NONE);
    assertThat(of(decision("a", 1_000, Listing.GAP))).isEqualTo(MeasuredMedia.NONE);
  }

  @Test
  void fewerThanHalfRepresentNothing() {
    MeasuredMedia two = new MeasuredMedia(2, 16_001, 4_000_000);
    assertThat(two.rate(4)).contains(4_000L);
    assertThat(two.rate(5)).isEmpty();
    assertThat(MeasuredMedia.NONE.rate(0)).isEmpty();
  }

  @Property
  void theRateIsThatOfAllOfThemTogetherHoweverTheyAreAdded(
      @ForAll @Size(min = 1, max = 200) List<@IntRange(min = 1) Integer> sizes,
      @ForAll @IntRange(min = 100_000, max = 60_000_000) int micros) {
    MeasuredMedia forth = MeasuredMedia.NONE;
    MeasuredMedia back = MeasuredMedia.NONE;
    for (int size : sizes) {
      MeasuredMedia one = new MeasuredMedia(1, 8L * size, micros);
      forth = forth.plus(one);
      back = one.plus(back);
    }
    BigDecimal bytes =
        sizes.stream().map(BigDecimal::valueOf).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal seconds = BigDecimal.valueOf((long) micros * sizes.size(), 6);

    assertThat(forth).isEqualTo(back);
    assertThat(forth.rate(sizes.size()))
        .contains(
            bytes
                .multiply(BigDecimal.valueOf(8))
                .divide(seconds, 0, RoundingMode.HALF_UP)
                .longValueExact());
  }
}
