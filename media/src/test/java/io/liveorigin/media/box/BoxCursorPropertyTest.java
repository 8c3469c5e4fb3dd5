package io.liveorigin.media.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.media.box.BoxCursor.Ending;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class BoxCursorPropertyTest {
  @Property
  void whateverTheBytesItAdvancesAndStaysInside(@ForAll @Size(max = 300) byte[] bytes) {
    BoxCursor cursor = BoxCursor.over(bytes);
    int before = 0;
    while (cursor.next()) {
      assertThat(cursor.start()).isEqualTo(before);
      assertThat(cursor.payloadStart()).isBetween(cursor.start() + 8, cursor.end());
      assertThat(cursor.end()).isLessThanOrEqualTo(bytes.length);
      before = cursor.end();
    }
    assertThat(cursor.ending() == Ending.COMPLETE).isEqualTo(before == bytes.length);
  }
}
