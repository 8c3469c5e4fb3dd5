package io.liveorigin.serving.get;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.serving.support.Samples;
import java.util.Map;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parser;
import org.junit.jupiter.api.Test;

class CmsdTest {
  private final Cmsd cmsd = new Cmsd("origin-1");
  private final Representation video =
      Samples.news().definition().representation("v0").orElseThrow();
  private final Representation audio =
      Samples.news().definition().representation("a0").orElseThrow();

  private static Object key(String header, String key) {
    Map<String, ListElement<? extends Object>> keys = Parser.parseDictionary(header).get();
    return keys.get(key) == null ? "absent" : keys.get(key).get();
  }

  @Test
  void aSegmentIsDescribedInTheUnitsOfTheSpecification() {
    String header = cmsd.segment(video, new SegmentDuration(60060, 30000), 137);

    assertThat(key(header, "ot")).isEqualTo("v");
    assertThat(key(header, "st")).isEqualTo("l");
    assertThat(key(header, "sf")).isEqualTo("d");
    assertThat(key(header, "n")).isEqualTo("origin-1");
    assertThat(key(header, "br")).as("kbit/s").isEqualTo(2001L);
    assertThat(key(header, "d")).as("ms").isEqualTo(2002L);
    assertThat(key(header, "ht")).as("ms").isEqualTo(137L);
  }

  @Test
  void whatWasNotHeldSaysNothingAboutIt() {
    assertThat(key(cmsd.segment(audio, new SegmentDuration(2, 1), 0), "ht")).isEqualTo("absent");
    assertThat(key(cmsd.segment(audio, new SegmentDuration(2, 1), 0), "ot")).isEqualTo("a");
  }

  @Test
  void anInitSegmentHasNoDuration() {
    assertThat(key(cmsd.init(video), "ot")).isEqualTo("i");
    assertThat(key(cmsd.init(video), "d")).isEqualTo("absent");
  }
}
