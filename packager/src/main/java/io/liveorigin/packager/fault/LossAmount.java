package io.liveorigin.packager.fault;

import io.liveorigin.media.edit.Sample;
import io.liveorigin.media.edit.SampleEditor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** The amount of a segment that is lost. */
public sealed interface LossAmount {
  /** Returns the number of samples to lose; at least one sample is left. */
  int samples(SampleEditor editor, long timescale);

  /** A number of samples: frames of video, access units of audio. */
  record Count(int count) implements LossAmount {
    @Override
    public int samples(SampleEditor editor, long timescale) {
      return Math.min(count, editor.samples().size() - 1);
    }
  }

  /** The samples that last this long, to the nearest sample, but at least one. */
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

  /** Converts a duration to ticks, to the nearest one. */
  static long ticks(Duration time, long timescale) {
    return BigDecimal.valueOf(time.getSeconds())
        .add(BigDecimal.valueOf(time.getNano(), 9))
        .multiply(BigDecimal.valueOf(timescale))
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
