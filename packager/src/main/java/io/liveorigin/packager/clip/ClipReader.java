package io.liveorigin.packager.clip;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.FourCc;
import io.liveorigin.media.inspect.InitFacts;
import io.liveorigin.media.inspect.InitInspection;
import io.liveorigin.media.inspect.InitInspector;
import io.liveorigin.media.inspect.Inspection;
import io.liveorigin.media.inspect.SegmentInspector;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads one file of the clip: an init segment followed by its media segments. A file in which the
 * origin's own inspection finds a defect is refused.
 */
final class ClipReader {
  private final InitInspector initInspector = new InitInspector();
  private final SegmentInspector inspector = new SegmentInspector();

  /** The clip's own time line: from zero, in its own segments. */
  private static final Schedule SCHEDULE =
      new Schedule(
          0,
          new SegmentDuration(ClipTrack.SEGMENT_SECONDS, 1),
          0,
          0,
          0,
          0,
          Long.MAX_VALUE,
          OptionalLong.empty(),
          OptionalLong.empty());

  ClipTrack read(Representation representation) {
    String name = representation.id() + ".mp4";
    byte[] file = bytes(name);
    List<Integer> starts = segmentStarts(file);
    if (starts.isEmpty()) {
      throw damaged(name, "it has no media segment");
    }
    byte[] init = Arrays.copyOf(file, starts.get(0));
    InitInspection inspected = initInspector.inspect(init);
    InitFacts facts =
        inspected.facts().orElseThrow(() -> damaged(name, inspected.defects().toString()));
    List<ClipTrack.Piece> pieces = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : file.length;
      byte[] segment = Arrays.copyOfRange(file, starts.get(i), end);
      pieces.add(piece(name, segment, facts, representation));
    }
    return new ClipTrack(representation, init, facts, pieces);
  }

  private ClipTrack.Piece piece(
      String name, byte[] segment, InitFacts init, Representation representation) {
    Track track = Track.of("clip", "clip", representation.id());
    // The first inspection yields the decode time; the second compares it with the number.
    long decodeTime =
        inspect(segment, init, track, 0, representation).facts().tracks().stream()
            .findFirst()
            .orElseThrow(() -> damaged(name, "a segment has no track"))
            .decodeTime();
    long number = SCHEDULE.numberAt(decodeTime, init.tracks().get(0).timescale());
    List<Defect> defects = inspect(segment, init, track, number, representation).defects();
    if (!defects.isEmpty()) {
      throw damaged(name, defects.toString());
    }
    return new ClipTrack.Piece(segment, decodeTime);
  }

  private Inspection inspect(
      byte[] segment, InitFacts init, Track track, long number, Representation representation) {
    return inspector.inspect(
        segment, Optional.of(init), SCHEDULE, new SegmentAddress(track, number), representation);
  }

  /** Returns the offsets of the media segments; each begins with its styp. */
  private static List<Integer> segmentStarts(byte[] file) {
    List<Integer> starts = new ArrayList<>();
    BoxCursor box = BoxCursor.over(file);
    while (box.next()) {
      if (box.type() == FourCc.STYP) {
        starts.add(box.start());
      }
    }
    return starts;
  }

  private static byte[] bytes(String name) {
    try (InputStream in = ClipReader.class.getResourceAsStream(name)) {
      if (in == null) {
        throw damaged(name, "it is missing; packager/clip/make-clip.sh makes it");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new OriginException(ErrorCode.INTERNAL, "clip file " + name + " cannot be read", e);
    }
  }

  private static OriginException damaged(String name, String why) {
    return new OriginException(ErrorCode.INTERNAL, "clip file " + name + ": " + why);
  }
}
