package io.liveorigin.contract.support;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationSource;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.InitSetup;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.segment.TrackFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The documents that most tests start from. Every call returns new ones. */
public final class Samples {
  public static final Track VIDEO = Track.of("acme", "derby", "v0");
  public static final SegmentAddress SEGMENT = new SegmentAddress(VIDEO, 895_000_000L);

  /** The start of {@link #SEGMENT} in epoch milliseconds. */
  public static final long START = 1_790_000_000_000L;

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private Samples() {}

  /** Returns the full golden event definition as a tree that a test can damage. */
  public static ObjectNode eventJson() {
    return (ObjectNode) tree(golden("event-full.json"));
  }

  /** Returns the smallest event definition that is accepted. */
  public static ObjectNode minimalEventJson() {
    return (ObjectNode) tree(golden("event-minimal.json"));
  }

  /** Returns the minimal event with some keys changed, read as an operator's JSON. */
  public static EventDefinition event(Consumer<ObjectNode> change) {
    ObjectNode json = minimalEventJson();
    change.accept(json);
    return ControlJson.readOperatorEvent(bytes(json));
  }

  public static EventDefinition event() {
    return event(json -> {});
  }

  public static Facts facts() {
    return new Facts(
        List.of(new TrackFacts(1, 12_800, 22_912_000_000_000L, 50, 25_600, 512, true)),
        List.of("msdh", "msix"),
        1,
        OptionalLong.of(START + 2_000),
        Optional.of(new InitSetup("0123456789abcdef", "fedcba9876543210")),
        true,
        true);
  }

  public static Candidate valid(String pipeline) {
    return new Candidate(
        pipeline,
        new RecordPosition("segments." + pipeline, 3, 4711),
        Digest.of(("valid " + pipeline).getBytes(StandardCharsets.US_ASCII)),
        153_600,
        "video/mp4",
        START + 2_700,
        facts(),
        List.of());
  }

  public static Candidate defective(String pipeline) {
    return new Candidate(
        pipeline,
        new RecordPosition("segments." + pipeline, 3, 815),
        Digest.of(("defective " + pipeline).getBytes(StandardCharsets.US_ASCII)),
        98_304,
        "video/mp4",
        START + 2_650,
        facts(),
        List.of(
            Defect.of(DefectKind.DROPPED_VIDEO_FRAMES, DefectSource.PACKAGER, Map.of("count", 12L)),
            Defect.of(
                DefectKind.DECODE_TIME_MISMATCH,
                DefectSource.INGEST,
                Map.of("delta", -3003L, "timescale", 90_000L))));
  }

  /** Returns a decision in which the first pipeline is bad and the second wins. */
  public static Decision fallback() {
    Candidate winner = valid("b");
    return new Decision(
        SEGMENT,
        1,
        Optional.of(winner),
        Reason.FALLBACK_BAD,
        List.of(defective("a"), winner),
        List.of(),
        START + 3_000,
        START + 2_701,
        "cell-1");
  }

  public static Decision initDecision() {
    Candidate init =
        new Candidate(
            "a",
            new RecordPosition("inits.a", 3, 7),
            Digest.of(new byte[] {1}),
            842,
            "video/mp4",
            START,
            Facts.NONE,
            List.of());
    return new Decision(
        new InitAddress(VIDEO),
        1,
        Optional.of(init),
        Reason.PREFERRED_VALID,
        List.of(init),
        List.of(),
        0,
        START + 1,
        "cell-1");
  }

  /** Returns a decision after a mask removed the only candidate. */
  public static Decision maskedAway() {
    return new Decision(
        SEGMENT,
        2,
        Optional.empty(),
        Reason.MASK,
        List.of(valid("a")),
        List.of("a"),
        START + 3_000,
        START + 60_000,
        "cell-2");
  }

  public static Mask mask() {
    return new Mask(
        "acme", "derby", "m1", "a", "v0", 895_000_000L, 895_000_009L, "black picture, ticket 7");
  }

  public static Invalidation invalidation() {
    return new Invalidation(
        "acme",
        "derby",
        "i1",
        "a",
        "v0",
        895_000_000L,
        895_000_009L,
        1_790_000_000_000L,
        0L,
        "black picture, ticket 7");
  }

  /**
   * Returns an operator's notification with an end and with characters that a header must escape.
   */
  public static Notification notification() {
    return new Notification(
        "acme",
        "derby",
        "ad-break.895000000",
        "ad-break",
        "start \"A\" \\ 30 s",
        895_000_000L,
        Optional.of(895_000_014L),
        NotificationSource.OPERATOR,
        false);
  }

  /** Returns a packager's notification without an end. */
  public static Notification announcement() {
    return Notification.announced(
        VIDEO.event(), "programme", "News", 895_000_001L, Optional.empty());
  }

  /** Returns the bytes of a golden file. */
  public static byte[] golden(String name) {
    try (InputStream in = Samples.class.getResourceAsStream("/golden/" + name)) {
      if (in == null) {
        throw new AssertionError("there is no golden file " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError("golden file " + name + " cannot be read", e);
    }
  }

  /** Returns the text of a golden file that people also edit, without the newline at its end. */
  public static byte[] goldenLine(String name) {
    String text = new String(golden(name), StandardCharsets.UTF_8);
    return text.substring(0, text.length() - 1).getBytes(StandardCharsets.UTF_8);
  }

  public static com.fasterxml.jackson.databind.JsonNode tree(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new AssertionError("not JSON", e);
    }
  }

  public static byte[] bytes(com.fasterxml.jackson.databind.JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
