package io.liveorigin.contract.notification;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.testing.Bounds;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any field that a packager sends results in one of two error codes, in no other exception, and in
 * bounded memory and time. A field that is accepted is written as one line of printable ASCII and
 * read back.
 */
class NotificationsFieldFuzzTest {
  private static final EventId DERBY = new EventId("acme", "derby");

  static Stream<byte[]> fields() {
    return Stream.of(
            "ad-break=\"start\";for=15, programme=news;from=101",
            "a=\"x\\\"y\\\\z\";from=100;to=1000000000000",
            "a, b=1, c=?0, d=:AAAA:, e=(1 2);f=g, h=1.5, i=@7, j=%\"caf%c3%a9\"",
            "a=x,".repeat(200),
            "a=\"" + "b".repeat(300) + "\"",
            "a=x;from=999999999999999;for=999999999999999")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  @MethodSource("fields")
  @FuzzTest
  void read(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    List<Notification> announced = Bounds.FIELDS.assertKept(bytes.length, () -> read(text));
    for (Notification notification : announced) {
      String written = NotificationsField.write(List.of(notification));
      if (!written.matches("[ -~]+") || !read(written).equals(List.of(notification))) {
        throw new AssertionError(notification + " leaves as " + written);
      }
    }
  }

  private static List<Notification> read(String text) {
    try {
      return NotificationsField.readAnnounced(text, DERBY, 100);
    } catch (OriginException e) {
      if (e.code() != ErrorCode.MALFORMED_HEADER && e.code() != ErrorCode.INVALID_NOTIFICATION) {
        throw e;
      }
      return List.of();
    }
  }
}
