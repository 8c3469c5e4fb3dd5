package io.liveorigin.media.vtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.media.bytes.Boxes;
import io.liveorigin.media.fuzz.HostileBytes;
import io.liveorigin.testing.Bounds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Any bytes result in a valid file of bounded size or in a reason. */
class WebVttHostilePropertyTest {
  private static final Pattern TIMES =
      Pattern.compile(
          "\\d{2,}:\\d{2}:\\d{2}\\.\\d{3} --> \\d{2,}:\\d{2}:\\d{2}\\.\\d{3}(?: .*)?",
          Pattern.DOTALL);
  private static final String[] PIECES = {
    "a",
    "\n",
    "\r",
    "\r\n",
    "-->",
    "--",
    ">",
    "-",
    "<00:01.000>",
    "NOTE",
    "STYLE",
    "WEBVTT",
    " ",
    "\0",
    "00:00:00.000 --> 00:00:01.000",
    "\u2028",
    "\u0085",
    "\ud83d\ude00",
    "X-TIMESTAMP-MAP=",
    "\f"
  };

  @Property(tries = 3000)
  void spoiltSegmentsAreAFileOrAReason(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 3) int initMutations,
      @ForAll @IntRange(min = 0, max = 6) int segmentMutations,
      @ForAll @IntRange(min = 0, max = 3) int segment) {
    byte[] init = HostileBytes.mutated(VttFixture.read("init.mp4"), seed, initMutations);
    byte[] bytes =
        HostileBytes.mutated(VttFixture.read(segment + ".m4s"), seed >> 8, segmentMutations);

    RawVttResult made = Bounds.BOXES.assertKept(16 << 20, () -> WebVtt.of(init, bytes));

    check(made, init.length + bytes.length);
    assertThat(made).usingRecursiveComparison().isEqualTo(WebVtt.of(init, bytes));
  }

  /** Texts composed of tokens that have a meaning in a WebVTT file. */
  @Property(tries = 2000)
  void anyTextInTheBoxesIsOneCue(
      @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 19) Integer> payload,
      @ForAll @Size(max = 6) List<@IntRange(min = 0, max = 19) Integer> id,
      @ForAll @Size(max = 6) List<@IntRange(min = 0, max = 19) Integer> settings,
      @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 19) Integer> header) {
    byte[] cue =
        Boxes.box(
            "vttc",
            VttFixture.text("iden", text(id)),
            VttFixture.text("sttg", text(settings)),
            VttFixture.text("payl", "x" + text(payload)));
    byte[] init = VttFixture.init(1000, text(header));
    RawVttResult made = WebVtt.of(init, VttFixture.segment(0, VttFixture.shown(1000, cue)));

    String file = check(made, 4096);
    assertThat(file.lines().filter(line -> line.contains("-->"))).hasSize(1);
    String[] blocks = file.split("\n\n");
    assertThat(blocks[blocks.length - 1]).as("the cue is the last block").contains("-->");
  }

  /** Checks the file with an independent reader, as simple as 6.1 allows. */
  private static String check(RawVttResult made, int size) {
    if (made instanceof RawVttResult.Unreadable unreadable) {
      assertThat(unreadable.why()).isNotBlank();
      return "";
    }
    byte[] bytes = ((RawVttResult.Text) made).bytes();
    assertThat(bytes.length).isLessThan(8 * size + 4096);
    String file = new String(bytes, StandardCharsets.UTF_8);
    assertThat(file).startsWith("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:").endsWith("\n");
    assertThat(file).doesNotContain("\r", "\0", "\n\n\n");
    assertThat(file.split("\n", -1))
        .filteredOn(line -> line.contains("-->"))
        .allMatch(line -> TIMES.matcher(line).matches());
    return file;
  }

  private static String text(List<Integer> pieces) {
    StringBuilder text = new StringBuilder();
    pieces.forEach(piece -> text.append(PIECES[piece]));
    return text.toString();
  }
}
