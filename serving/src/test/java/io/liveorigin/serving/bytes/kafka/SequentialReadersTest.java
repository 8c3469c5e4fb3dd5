package io.liveorigin.serving.bytes.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.serving.bytes.kafka.SequentialReaders.Ahead;
import io.liveorigin.serving.support.Samples;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequentialReadersTest {
  private final SequentialReaders readers = new SequentialReaders(3, 4);

  private Optional<Ahead> asked(long number) {
    return readers.requested(new SegmentAddress(Samples.V0, number));
  }

  @Test
  void moreIsReadAheadTheLongerTheRowAndNothingTwice() {
    assertThat(asked(10)).isEmpty();
    assertThat(asked(11)).contains(new Ahead(12, 12));
    assertThat(asked(12)).contains(new Ahead(13, 14));
    assertThat(asked(13)).contains(new Ahead(15, 17));
    assertThat(asked(14)).contains(new Ahead(18, 18));
  }

  @Test
  void oneNumberMoreThanOnceIsNoRow() {
    asked(10);
    assertThat(asked(10)).isEmpty();
    assertThat(asked(11)).contains(new Ahead(12, 12));
    assertThat(asked(11)).as("a second client at the same place").isEmpty();
    assertThat(asked(12)).contains(new Ahead(13, 14));
  }

  @Test
  void leapsAndOtherTracksAreNoRow() {
    asked(10);
    assertThat(asked(12)).isEmpty();
    assertThat(asked(9)).isEmpty();
    assertThat(readers.requested(new SegmentAddress(Samples.A0, 11))).isEmpty();
  }

  @Test
  void whoHadTheNumbersBetweenFromElsewhereIsStillTheSameReader() {
    asked(10);
    asked(11);
    asked(12);
    assertThat(asked(15)).as("13 and 14 were read ahead").contains(new Ahead(16, 19));
    assertThat(asked(21)).as("20 was not").isEmpty();
  }

  @Test
  void readersInOneTrackDoNotMix() {
    asked(10);
    asked(50);
    assertThat(asked(11)).contains(new Ahead(12, 12));
    assertThat(asked(51)).contains(new Ahead(52, 52));
  }

  @Test
  void ofTooManyTheOldestIsForgotten() {
    asked(10);
    asked(20);
    asked(30);
    asked(40);
    assertThat(asked(11)).isEmpty();
    assertThat(asked(41)).contains(new Ahead(42, 42));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 5})
  void theFirstNumbersOfAnEventAreReadLikeAllOthers(long first) {
    assertThat(asked(first)).isEmpty();
    assertThat(asked(first + 1)).contains(new Ahead(first + 2, first + 2));
    assertThat(asked(first + 2)).contains(new Ahead(first + 3, first + 4));
  }

  @Test
  void theLastNumberThatASegmentCanHaveIsOneToo() {
    assertThat(asked(SegmentAddress.MAX_NUMBER)).isEmpty();
  }
}
