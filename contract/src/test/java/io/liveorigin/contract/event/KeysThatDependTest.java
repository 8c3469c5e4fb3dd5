package io.liveorigin.contract.event;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.support.Samples;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Refusals that follow from two keys together. */
class KeysThatDependTest {
  private static void refuse(String message, String yaml) {
    refuse("line [0-9]+: ", message, yaml);
  }

  private static void refuse(String place, String message, String yaml) {
    byte[] whole =
        (new String(Samples.golden("event-minimal.yaml"), StandardCharsets.UTF_8) + yaml)
            .getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> ControlJson.readOperatorEventYaml(whole))
        .isInstanceOf(OriginException.class)
        .hasMessageMatching(place + Pattern.quote(message) + ".*");
  }

  @Test
  void anEventEndsAfterItStarts() {
    refuse(
        "endTime must be after startTime and availabilityStartTime",
        "startTime: 2026-01-02T00:00:00Z\nendTime: 2026-01-02T00:00:00Z\n");
    refuse(
        "endTime must be after startTime and availabilityStartTime",
        "availabilityStartTime: 2026-01-02T00:00:00Z\nendTime: 2026-01-02T00:00:00Z\n");
  }

  @Test
  void aSegmentIsNotGoneBeforeItIsDecided() {
    refuse("retryDeadline must be PT20S to PT10M", "patience: PT20S\nretryDeadline: PT10S\n");
    // A default has no line in the document.
    refuse("", "retryDeadline must be PT20S to PT10M", "patience: PT20S\n");
  }

  @Test
  void aSegmentIsNotAwaitedLongerThanItIsServed() {
    refuse(
        "retryDeadline must be at most timeShiftBufferDepth",
        "timeShiftBufferDepth: PT15S\nretryDeadline: PT16S\n");
  }

  @Test
  void nobodyIsDelayedBeyondTheWindow() {
    refuse(
        "presentationDelay must be PT0S to PT30S",
        "timeShiftBufferDepth: PT30S\npresentationDelay: PT31S\n");
  }

  @Test
  void representationsHaveDistinctIds() {
    refuse("representations must be a list with distinct ids, but is 'v0'", representation("v0"));
  }

  @Test
  void onePathIsOneThing() {
    refuse(
        "initialization and media must not produce the same path, but both produce 'v0-7.mp4'",
        representation("v0-7")
            + "initialization: $RepresentationID$.mp4\n"
            + "media: $RepresentationID$-$Number$.mp4\n");
  }

  /** Continues the list at the end of the minimal event. */
  private static String representation(String id) {
    return "  - {id: " + id + ", contentType: video, codecs: avc1, bandwidth: 1}\n";
  }
}
