package io.liveorigin.media.box;

import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u16;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.u64;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoxFieldsTest {
  @Test
  void readsBigEndianInOrder() {
    BoxFields fields = fields(join(u16(0x80ff), u32(0xffff_fffeL), u32(-5), u64(1L << 40)));

    assertThat(fields.u8()).isEqualTo(0x80);
    assertThat(fields.u8()).isEqualTo(0xff);
    assertThat(fields.u32()).isEqualTo(0xffff_fffeL);
    assertThat(fields.s32()).isEqualTo(-5);
    assertThat(fields.position()).isEqualTo(18);
    assertThat(fields.u64()).isEqualTo(1L << 40);
    assertThat(fields.remaining()).isZero();
    assertThat(fields.ok()).isTrue();
  }

  @Test
  void aValueAbove63BitsIsTheLargest() {
    assertThat(fields(u64(-1)).u64()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aReadBeyondTheBoxGivesZeroAndIsRemembered() {
    BoxFields fields = fields(u32(5));
    assertThat(fields.u64()).isZero();

    assertThat(fields.ok()).isFalse();
    assertThat(fields.u32()).as("what would have fitted before").isZero();
    assertThat(fields.remaining()).isZero();
  }

  @Test
  void skippingBeyondTheBoxIsRemembered() {
    BoxFields fields = fields(u32(5));
    fields.skip(4);
    assertThat(fields.ok()).isTrue();
    fields.skip(1);
    assertThat(fields.ok()).isFalse();
  }

  /**
   * Returns the fields of a box that is followed by another one, so that an unbounded read would
   * find something.
   */
  private static BoxFields fields(byte[] payload) {
    BoxCursor cursor = BoxCursor.over(join(box("free", payload), box("free", zeros(64))));
    assertThat(cursor.next()).isTrue();
    return cursor.fields();
  }
}
