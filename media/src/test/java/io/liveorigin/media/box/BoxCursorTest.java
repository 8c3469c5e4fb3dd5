package io.liveorigin.media.box;

import static io.liveorigin.media.bytes.Boxes.ascii;
import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.largeBox;
import static io.liveorigin.media.bytes.Boxes.openBox;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.u64;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.media.box.BoxCursor.Ending;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class BoxCursorTest {
  @Test
  void walksBoxesInAllThreeForms() {
    byte[] bytes = join(box("free", zeros(3)), largeBox("skip", zeros(5)), openBox("mdat", u32(9)));
    BoxCursor cursor = BoxCursor.over(bytes);

    assertBox(cursor, "free", 0, 8, 11);
    assertBox(cursor, "skip", 11, 27, 32);
    assertBox(cursor, "mdat", 32, 40, 44);
    assertThat(cursor.next()).isFalse();
    assertThat(cursor.ending()).isEqualTo(Ending.COMPLETE);
  }

  @Test
  void userTypeBelongsToTheHeader() {
    BoxCursor cursor = BoxCursor.over(box("uuid", zeros(16), u32(5)));

    assertBox(cursor, "uuid", 0, 24, 28);
    assertThat(cursor.fields().u32()).isEqualTo(5);
  }

  @Test
  void offsetsCountFromThePositionOfABuffer() {
    ByteBuffer buffer = ByteBuffer.wrap(join(zeros(5), box("free", u32(7)), zeros(3)));
    buffer.order(ByteOrder.LITTLE_ENDIAN).position(5).limit(17);
    BoxCursor cursor = BoxCursor.over(buffer);

    assertBox(cursor, "free", 0, 8, 12);
    assertThat(cursor.fields().u32()).isEqualTo(7);
    assertThat(cursor.next()).isFalse();
    assertThat(cursor.ending()).isEqualTo(Ending.COMPLETE);
  }

  @Test
  void emptyRangeIsComplete() {
    BoxCursor cursor = BoxCursor.over(new byte[0]);

    assertThat(cursor.next()).isFalse();
    assertThat(cursor.ending()).isEqualTo(Ending.COMPLETE);
  }

  @Test
  void saysHowMuchOfACutBoxIsMissing() {
    assertEnding(join(u32(20), ascii("mdat"), zeros(5)), Ending.RUNS_PAST_END, 7);
    assertEnding(join(u32(1), ascii("mdat"), u64(30), zeros(4)), Ending.RUNS_PAST_END, 10);
    assertEnding(join(u32(1), ascii("mdat"), zeros(3)), Ending.RUNS_PAST_END, 5);
    assertEnding(zeros(3), Ending.RUNS_PAST_END, 5);
    assertEnding(join(u32(1), ascii("mdat"), u64(-1)), Ending.RUNS_PAST_END, Long.MAX_VALUE - 16);
  }

  @Test
  void refusesSizesBelowTheHeader() {
    assertEnding(join(u32(7), ascii("free")), Ending.BAD_SIZE, 0);
    assertEnding(join(u32(1), ascii("free"), u64(15)), Ending.BAD_SIZE, 0);
    assertEnding(join(u32(23), ascii("uuid"), zeros(30)), Ending.BAD_SIZE, 0);
    assertEnding(join(u32(0), ascii("uuid"), zeros(15)), Ending.BAD_SIZE, 0);
  }

  @Test
  void childrenStayInsideTheirParent() {
    byte[] child = join(u32(100), ascii("traf"), zeros(4));
    BoxCursor cursor = BoxCursor.over(join(box("moof", child), box("mdat", zeros(200))));
    assertThat(cursor.next()).isTrue();

    BoxCursor children = cursor.children();
    assertThat(children.next()).isFalse();
    assertThat(children.ending()).isEqualTo(Ending.RUNS_PAST_END);
    assertThat(children.missing()).isEqualTo(88);
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.type()).isEqualTo(FourCc.MDAT);
  }

  @Test
  void staysAtADamagedBox() {
    BoxCursor cursor = BoxCursor.over(join(box("free"), u32(3), ascii("free")));
    assertThat(cursor.next()).isTrue();

    assertThat(cursor.next()).isFalse();
    assertThat(cursor.next()).isFalse();
    assertThat(cursor.start()).isEqualTo(8);
    assertThat(cursor.type()).isEqualTo(FourCc.FREE);
  }

  private static void assertBox(BoxCursor cursor, String type, int start, int payload, int end) {
    assertThat(cursor.next()).isTrue();
    assertThat(FourCc.text(cursor.type())).isEqualTo(type);
    assertThat(cursor.start()).isEqualTo(start);
    assertThat(cursor.payloadStart()).isEqualTo(payload);
    assertThat(cursor.end()).isEqualTo(end);
    assertThat(cursor.payloadSize()).isEqualTo(end - payload);
  }

  private static void assertEnding(byte[] bytes, Ending ending, long missing) {
    BoxCursor cursor = BoxCursor.over(bytes);
    assertThat(cursor.next()).isFalse();
    assertThat(cursor.ending()).isEqualTo(ending);
    assertThat(cursor.missing()).isEqualTo(missing);
  }
}
