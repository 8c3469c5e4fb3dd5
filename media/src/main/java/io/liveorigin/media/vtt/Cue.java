package io.liveorigin.media.vtt;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.FourCc;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The content of a VTTCueBox (ISO/IEC 14496-30, 7.7.1). A cue that lasts for several samples is in
 * each of them.
 *
 * @param source the same for all boxes of one cue, if the packager states it (vsid)
 * @param id iden
 * @param settings sttg
 * @param payload payl
 * @param time time of the sample on the clock of the times within the payload (ctim)
 */
record Cue(
    Optional<Integer> source, String id, String settings, String payload, Optional<String> time) {
  private static final int CUE = FourCc.of("vttc");
  private static final int SOURCE = FourCc.of("vsid");
  private static final int ID = FourCc.of("iden");
  private static final int SETTINGS = FourCc.of("sttg");
  private static final int PAYLOAD = FourCc.of("payl");
  private static final int TIME = FourCc.of("ctim");

  /** Returns the cues of a sample. Empty cues and notes (vtte, vtta) show nothing. */
  static List<Cue> read(ByteBuffer sample) {
    List<Cue> cues = new ArrayList<>();
    BoxCursor box = BoxCursor.over(sample);
    while (box.next()) {
      if (box.type() == CUE) {
        cues.add(read(box));
      }
    }
    requireWhole(box);
    return cues;
  }

  private static Cue read(BoxCursor cue) {
    Optional<Integer> source = Optional.empty();
    Optional<String> time = Optional.empty();
    String id = "";
    String settings = "";
    String payload = "";
    BoxCursor box = cue.children();
    while (box.next()) {
      if (box.type() == SOURCE) {
        source = Optional.of(box.fields().s32());
      } else if (box.type() == ID) {
        id = text(box);
      } else if (box.type() == SETTINGS) {
        settings = text(box);
      } else if (box.type() == PAYLOAD) {
        payload = text(box);
      } else if (box.type() == TIME) {
        time = Optional.of(text(box));
      }
    }
    requireWhole(box);
    return new Cue(source, id, settings, payload, time);
  }

  /** Returns the cue without the time of its sample, so that it is equal in all samples. */
  Cue timeless() {
    return new Cue(source, id, settings, payload, Optional.empty());
  }

  private static String text(BoxCursor box) {
    byte[] text = new byte[box.payloadSize()];
    box.bytes().get(box.payloadStart(), text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static void requireWhole(BoxCursor level) {
    NotTextException.unless(
        level.ending() == BoxCursor.Ending.COMPLETE, "a sample has a box with a wrong size");
  }
}
