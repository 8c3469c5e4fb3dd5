package io.liveorigin.bench.pieces;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.media.inspect.InspectionContext;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The segments that are inspected: good ones, damaged ones, and the most expensive ones that their
 * size allows.
 */
final class InspectedSegments {
  /** A segment, and the context that it is inspected against. */
  record Case(byte[] bytes, InspectionContext context) {}

  private static final long NUMBER = 880_000_000L;
  private static final int LARGEST = 16 << 20;
  private static final int MEGABYTE = 1 << 20;
  private static final int HEADERS = 128;

  private InspectedSegments() {}

  static Case of(String name) {
    Case video = clip("v360");
    return switch (name) {
      case "v360" -> video;
      case "a96" -> clip("a96");
      case "1MB-100-samples" -> with(video, megabyte());
      case "unsteady-100" -> with(video, samples(100));
      case "cut" -> with(video, Arrays.copyOf(video.bytes(), video.bytes().length / 2));
      case "bad-trun" -> with(video, broken(video.bytes()));
      case "16MB-boxes" -> with(video, box("moof", emptyBoxes()));
      case "16MB-samples" -> with(video, samples((LARGEST - HEADERS) / 4));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Case clip(String representation) {
    EventDefinition event = Clip.eventDefinition("bench", "inspect", List.of("a"));
    Schedule schedule = event.schedule();
    ClipTrack track = Clip.load().track(representation).orElseThrow();
    InspectionContext context =
        new InspectionContext(
            Optional.of(track.initFacts()),
            schedule,
            new SegmentAddress(Track.of("bench", "inspect", representation), NUMBER),
            track.representation(),
            DefectSource.INGEST);
    return new Case(track.segment(NUMBER, schedule).bytes(), context);
  }

  private static Case with(Case other, byte[] bytes) {
    return new Case(bytes, other.context());
  }

  /** Returns a segment of 1 MB in which every sample states its own duration and size. */
  private static byte[] megabyte() {
    int dataOffset = moof(megabyteRun(0)).length + 8;
    return join(moof(megabyteRun(dataOffset)), box("mdat", new byte[MEGABYTE / 100 * 100]));
  }

  private static byte[] megabyteRun(int dataOffset) {
    ByteBuffer run = ByteBuffer.allocate(12 + 100 * 8).putInt(0x301).putInt(100).putInt(dataOffset);
    for (int i = 0; i < 100; i++) {
      run.putInt(512).putInt(MEGABYTE / 100);
    }
    return run.array();
  }

  /** Returns a segment in which no two consecutive samples have the same duration. */
  private static byte[] samples(int count) {
    ByteBuffer run = ByteBuffer.allocate(8 + count * 4).putInt(0x100).putInt(count);
    for (int i = 0; i < count; i++) {
      run.putInt(i * 31 % 1021 + 1);
    }
    return join(moof(run.array()), box("mdat", new byte[0]));
  }

  private static byte[] moof(byte[] run) {
    byte[] header = ByteBuffer.allocate(8).putInt(0x20000).putInt(1).array();
    byte[] traf = join(box("tfhd", header), box("tfdt", new byte[8]), box("trun", run));
    return box("moof", join(box("mfhd", new byte[8]), box("traf", traf)));
  }

  private static byte[] emptyBoxes() {
    ByteBuffer boxes = ByteBuffer.allocate(LARGEST - HEADERS);
    while (boxes.remaining() >= 8) {
      boxes.putInt(8).put(ascii("traf"));
    }
    return boxes.array();
  }

  /** Returns the segment with a run that claims more samples than fit into its box. */
  private static byte[] broken(byte[] segment) {
    byte[] changed = segment.clone();
    String text = new String(segment, StandardCharsets.ISO_8859_1);
    Arrays.fill(changed, text.indexOf("trun") + 8, text.indexOf("trun") + 12, (byte) 0xff);
    return changed;
  }

  private static byte[] box(String type, byte[] payload) {
    return ByteBuffer.allocate(8 + payload.length)
        .putInt(8 + payload.length)
        .put(ascii(type))
        .put(payload)
        .array();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
