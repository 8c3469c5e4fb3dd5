package io.liveorigin.media.vtt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cue, and the time for which it is shown.
 *
 * @param start presentation time, ticks
 * @param end presentation time of its end, ticks
 */
record TimedCue(Cue cue, long start, long end) {
  /**
   * The most cues in all samples of a segment, more than anybody reads. Bounds the cost of a
   * hostile one.
   */
  static final int MOST = 4_000;

  /**
   * Returns the cues of a segment in the order in which they begin; throws if there are too many. A
   * cue in consecutive samples is one cue; a cue that is in a sample twice is returned once.
   */
  static List<TimedCue> merged(List<TimedSample> samples) {
    int boxes = samples.stream().mapToInt(sample -> sample.cues().size()).sum();
    NotTextException.unless(
        boxes <= MOST, "it has " + boxes + " cues, but at most " + MOST + " are read");
    List<TimedCue> cues = new ArrayList<>();
    Map<Cue, Integer> newest = new HashMap<>();
    for (TimedSample sample : samples) {
      for (Cue cue : sample.cues()) {
        Integer at = newest.get(cue.timeless());
        if (at != null && cues.get(at).end() >= sample.start()) {
          cues.set(at, cues.get(at).until(sample.end()));
        } else {
          newest.put(cue.timeless(), cues.size());
          cues.add(new TimedCue(cue, sample.start(), sample.end()));
        }
      }
    }
    return cues;
  }

  private TimedCue until(long later) {
    return new TimedCue(cue, start, Math.max(end, later));
  }
}
