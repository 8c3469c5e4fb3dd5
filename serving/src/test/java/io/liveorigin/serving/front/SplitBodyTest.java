package io.liveorigin.serving.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SplitBodyTest {
  @Property
  void bothPartsTogetherAreTheAnswer(
      @ForAll @Size(max = 6) List<@Size(max = 50) byte[]> parts,
      @ForAll @IntRange(max = 200) int first) {
    List<ByteBuffer> all = new ArrayList<>();
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      // Not from its beginning, as a range is.
      ByteBuffer buffer = ByteBuffer.allocate(part.length + 3);
      buffer.position(2).put(part).flip().position(2);
      all.add(buffer);
      whole.writeBytes(part);
    }

    SplitBody split = SplitBody.of(all.toArray(new ByteBuffer[0]), first);

    assertThat(split.rest()).allMatch(ByteBuffer::hasRemaining);
    byte[] begin = bytes(split.first());
    byte[] end = bytes(split.rest());
    assertThat(begin).hasSize(Math.min(first, whole.size()));
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(begin);
    joined.writeBytes(end);
    assertThat(joined.toByteArray()).isEqualTo(whole.toByteArray());
  }

  private static byte[] bytes(ByteBuffer[] buffers) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (ByteBuffer buffer : buffers) {
      while (buffer.hasRemaining()) {
        out.write(buffer.get());
      }
    }
    return out.toByteArray();
  }
}
