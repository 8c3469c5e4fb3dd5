package io.liveorigin.packager.fault;

import io.liveorigin.media.edit.Sample;
import io.liveorigin.media.edit.SampleEditor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** How much of a segment is lost. */
public sealed interface LossAmount {
  /** So many of its samples; never more than leave one of them. */
  int samples(SampleEditor editor, long timescale);

  /** Samples: frames of video, access units of audio. */
  record Count(int count) implements LossAmount {
    @Override
    public int samples(SampleEditor editor, long timescale) {
      return Math.min(count, editor.samples().size() - 1);
    }
  }

  /** As many samples as last that long, to the nearest one but at least one. */
  record Time(Duration time) implements LossAmount {
    @Override
    public int samples(SampleEditor editor, long timescale) {
      long wanted = ticks(time, timescale);
      int count = 0;
      long lost = 0;
      for (Sample sample : editor.samples()) {
        if (count > 0 && lost + sample.duration() / 2 > wanted) {
          break;
        }
        lost += sample.duration();
        count++;
      }
      return Math.min(count, editor.samples().size() - 1);
    }
  }

  /** To the nearest tick. */
  static long ticks(Duration time, long timescale) {
    return BigDecimal.valueOf(time.getSeconds())
        .add(BigDecimal.valueOf(time.getNano(), 9))
        .multiply(BigDecimal.valueOf(timescale))
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
