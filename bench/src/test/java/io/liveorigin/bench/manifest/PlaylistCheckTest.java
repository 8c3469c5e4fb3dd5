package io.liveorigin.bench.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.bench.process.Tolerance;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.serving.hls.PlaylistLength;
import io.liveorigin.serving.hls.TargetDuration;
import org.junit.jupiter.api.Test;

class PlaylistCheckTest {
  private static final ListedTrack TRACK = new ListedTrack(300, Tolerance.standard());
  private static final String LINE = "#EXTINF:2.000000,\na96-1.m4s\n";
  private static final String FULL = "#EXTM3U\n" + LINE.repeat(300);
  private static final String UPDATE =
      "#EXTM3U\n#EXT-X-SKIP:SKIPPED-SEGMENTS=290\n" + LINE.repeat(10);

  @Test
  void the_window_is_just_long_enough_for_the_lines() {
    for (int lines : new int[] {60, 300, 43_200}) {
      EventDefinition event = new ListedTrack(lines, Tolerance.standard()).event();
      assertThat(PlaylistLength.of(event, TargetDuration.of(event))).hasValue(lines);
    }
    EventDefinition shorter = new ListedTrack(299, Tolerance.standard()).event();
    assertThat(PlaylistLength.of(shorter, TargetDuration.of(shorter))).hasValue(299);
  }

  @Test
  void each_form_is_right_as_it_is_and_in_no_other_way() {
    assertThat(PlaylistCheck.wrong(TRACK, Form.PLAIN, 200, false, FULL)).isEmpty();
    assertThat(PlaylistCheck.wrong(TRACK, Form.GZIP, 200, true, FULL)).isEmpty();
    assertThat(PlaylistCheck.wrong(TRACK, Form.DELTA, 200, false, UPDATE)).isEmpty();

    assertThat(PlaylistCheck.wrong(TRACK, Form.PLAIN, 503, false, "late"))
        .isEqualTo("status 503: late");
    assertThat(PlaylistCheck.wrong(TRACK, Form.PLAIN, 200, true, FULL)).contains("coding");
    assertThat(PlaylistCheck.wrong(TRACK, Form.GZIP, 200, false, FULL)).contains("no coding");
    assertThat(PlaylistCheck.wrong(TRACK, Form.PLAIN, 200, false, UPDATE)).contains("290 skipped");
    assertThat(PlaylistCheck.wrong(TRACK, Form.DELTA, 200, false, FULL)).contains("0 skipped");
  }

  @Test
  void a_list_that_is_not_full_or_has_gaps_is_not_measured() {
    assertThat(PlaylistCheck.wrong(TRACK, Form.PLAIN, 200, false, LINE.repeat(299)))
        .isEqualTo("299 lines, not 300");
    assertThat(PlaylistCheck.wrong(TRACK, Form.PLAIN, 200, false, FULL + "#EXT-X-GAP\n"))
        .isEqualTo("gaps");
  }
}
