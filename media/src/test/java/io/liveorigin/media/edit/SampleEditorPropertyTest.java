package io.liveorigin.media.edit;

import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.u64;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Random segments and random edits: the model is a plain list, the reader a plain loop. */
class SampleEditorPropertyTest {
  @Property(tries = 300)
  void whatIsWrittenIsWhatWasEdited(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int fragments,
      @ForAll @IntRange(min = 0, max = 6) int edits) {
    Random random = new Random(seed);
    SampleEditor editor = SampleEditor.of(segment(random, fragments));
    for (int i = 0; i < edits; i++) {
      editor = edit(editor, random);
    }

    byte[] bytes = editor.bytes();
    assertThat(SampleEditor.of(bytes).samples())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("fragment")
        .isEqualTo(editor.samples());
    assertThat(SampleEditor.of(bytes).bytes()).isEqualTo(bytes);
    assertThat(media(bytes)).isEqualTo(editor.samples().stream().mapToLong(Sample::size).sum());
  }

  @Property(tries = 300)
  void stretchingAndHalvingKeepTheDuration(@ForAll long seed) {
    Random random = new Random(seed);
    SampleEditor editor = SampleEditor.of(segment(random, 2));
    int first = 1 + random.nextInt(editor.samples().size() - 1);
    int count = 1 + random.nextInt(editor.samples().size() - first);
    int left = editor.samples().size();

    assertThat(editor.lose(first, count).duration()).isEqualTo(editor.duration());
    assertThat(editor.lose(first, count).samples()).hasSize(left - count);
    assertThat(editor.halveRate().duration()).isEqualTo(editor.duration());
    assertThat(editor.halveRate().samples()).hasSize((left + 1) / 2);
  }

  private static SampleEditor edit(SampleEditor editor, Random random) {
    int count = editor.samples().size();
    if (count < 3) {
      return editor.addExcess(1 + random.nextInt(5));
    }
    int first = 1 + random.nextInt(count - 2);
    int some = 1 + random.nextInt(count - first - 1);
    return switch (random.nextInt(6)) {
      case 0 -> editor.lose(first, some);
      case 1 -> editor.dropFirst(some);
      case 2 -> editor.dropLast(some);
      case 3 -> editor.halveRate();
      case 4 -> editor.withoutSync();
      default -> editor.addExcess(some);
    };
  }

  private static byte[] segment(Random random, int fragments) {
    byte[] segment = EditFixture.styp("msdh");
    long time = random.nextInt(1000);
    for (int i = 0; i < fragments; i++) {
      int samples = 1 + random.nextInt(8);
      List<Integer> durations = new ArrayList<>();
      List<Integer> sizes = new ArrayList<>();
      for (int j = 0; j < samples; j++) {
        durations.add(random.nextInt(5) == 0 ? random.nextInt(5000) : 512);
        sizes.add(random.nextInt(40));
      }
      segment = join(segment, fragment(random, time, durations, sizes));
      time += durations.stream().mapToInt(Integer::intValue).sum() + random.nextInt(2);
    }
    return segment;
  }

  private static byte[] fragment(
      Random random, long time, List<Integer> durations, List<Integer> sizes) {
    byte[] entries = new byte[0];
    int total = 0;
    for (int i = 0; i < sizes.size(); i++) {
      entries =
          join(
              entries,
              u32(durations.get(i)),
              u32(sizes.get(i)),
              u32(random.nextInt(3)),
              u32(random.nextInt(3) - 1));
      total += sizes.get(i);
    }
    byte[] media = new byte[total];
    random.nextBytes(media);
    byte[] moof = moof(time, sizes.size(), 0, entries);
    return join(moof(time, sizes.size(), moof.length + 8, entries), box("mdat", media));
  }

  private static byte[] moof(long time, int count, int dataOffset, byte[] entries) {
    return box(
        "moof",
        fullBox("mfhd", 0, 0, u32(1)),
        box(
            "traf",
            fullBox("tfhd", 0, 0x20000, u32(1)),
            fullBox("tfdt", 1, 0, u64(time)),
            fullBox("trun", 1, 0xf01, u32(count), u32(dataOffset), entries)));
  }

  /** Returns the total size of the {@code mdat} payloads, found by walking the box sizes. */
  private static long media(byte[] segment) {
    ByteBuffer bytes = ByteBuffer.wrap(segment);
    long sum = 0;
    int at = 0;
    while (at < segment.length) {
      int size = bytes.getInt(at);
      sum += bytes.getInt(at + 4) == 0x6d646174 ? size - 8 : 0;
      at += size;
    }
    assertThat(at).isEqualTo(segment.length);
    return sum;
  }
}
