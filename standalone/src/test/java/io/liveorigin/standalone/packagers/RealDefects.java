package io.liveorigin.standalone.packagers;

import java.util.List;

/**
 * The ways in which real contribution fails, made by FFmpeg: 10 segments of 2 s at 25 fps and 48
 * kHz, and something happens 8 to 14 s after the start. Times in filters count from the start.
 */
final class RealDefects {
  static final int SEGMENTS = 10;

  private static final String DROPPED = "dropped-video-frames";
  private static final String MISSING = "missing-audio-samples";
  private static final String EXCESS = "excess-samples";
  private static final String LONGER = "longer-than-schedule";
  private static final String SHORTER = "shorter-than-schedule";
  private static final String MISMATCH = "decode-time-mismatch";

  private final Source clean;

  RealDefects(Source clean) {
    this.clean = clean;
  }

  static Source clean(long first) {
    return Source.of(FrameRate.FPS_25, first, SEGMENTS, 48_000);
  }

  List<RealDefect> all() {
    return List.of(
        videoLost(),
        audioLost(),
        bothLost(),
        everySecondFrameLost(),
        keyFrameMissed(),
        keyFrameMissedAndCutByTime(),
        clockJumpsForward(),
        clockJumpsBack(),
        audioSkewed(),
        videoLostOverBoundary(),
        audioLostOverBoundary(),
        audioLostForAMoment(),
        everySecondAudioFrameLost(),
        twoKeyFramesMissed());
  }

  private RealDefect hls(String name, Source source) {
    return RealDefect.of(name, Packager.FFMPEG_HLS, source);
  }

  private static String without(String filter, double from, double to) {
    return filter + "='not(gte(t," + from + ")*lt(t," + to + "))'";
  }

  /** 30 samples, one of which lasts 0.84 s. */
  private RealDefect videoLost() {
    return hls("video-lost", clean.filtered(without("select", 8.6, 9.4), ""))
        .finds("v0", 4, DROPPED, "count", 20, 20);
  }

  /** 57 samples, one of which lasts 0.81 s: 37 AAC frames are gone. */
  private RealDefect audioLost() {
    return hls("audio-lost", clean.filtered("", without("aselect", 8.6, 9.4)))
        .finds("a0", 4, MISSING, "count", 37 * 1024, 38 * 1024);
  }

  private RealDefect bothLost() {
    return hls(
            "both-lost", clean.filtered(without("select", 8.6, 9.4), without("aselect", 8.6, 9.4)))
        .finds("v0", 4, DROPPED, "count", 20, 20)
        .finds("a0", 4, MISSING, "count", 37 * 1024, 38 * 1024);
  }

  /** Two segments of 25 samples; the gap before the next shows in its own first sample. */
  private RealDefect everySecondFrameLost() {
    return hls(
            "every-second-frame-lost",
            clean.filtered("select='not(gte(t,8)*lt(t,12)*mod(n,2))'", ""))
        .finds("v0", 4, DROPPED, "count", 24, 25)
        .finds("v0", 5, DROPPED, "count", 25, 26)
        .finds("v0", 6, DROPPED, "count", 1, 1);
  }

  /** Of 76 and of 24 samples: the next key frame comes 1.04 s late. */
  private RealDefect keyFrameMissed() {
    return hls("key-frame-missed", clean.withKeyFrames(missedKeyFrame()))
        .finds("v0", 4, LONGER, "count", 26, 26)
        .finds("v0", 4, LONGER, "excess-ms", 1040, 1040)
        .finds("v0", 5, MISMATCH, "delta-ms", 1040, 1040)
        .finds("v0", 5, SHORTER, "shortfall-ms", 1040, 1040);
  }

  /** The same where the packager cuts without a key frame: only its flag is wrong. */
  private RealDefect keyFrameMissedAndCutByTime() {
    return RealDefect.of(
            "cut-without-key-frame",
            Packager.FFMPEG_HLS_BY_TIME,
            clean.withKeyFrames(missedKeyFrame()))
        .finds("v0", 5, "no-sync-sample");
  }

  private String missedKeyFrame() {
    return clean.keyFrames() + "*(isnan(prev_forced_t)+lt(t,9.99)+gte(t,11.03))";
  }

  /**
   * Video: 25 samples in 6 s, then the numbers are 4 s behind. Audio is cut by the clock: two
   * segments of one sample, the second lasts 5 s, and one that starts in the middle. How long that
   * one sample should last, the codec says.
   */
  private RealDefect clockJumpsForward() {
    String jump = "setpts='PTS+if(gte(T,10),5/TB,0)'";
    return hls("clock-jumps-forward", clean.filtered(jump, "a" + jump))
        .finds("v0", 5, DROPPED, "count", 125, 126)
        .finds("v0", 6, MISMATCH, "delta-ms", 4000, 4000)
        .finds("v0", 6, MISMATCH, "segments", 2, 2)
        .finds("v0", 9, MISMATCH, "delta-ms", 4000, 4000)
        .affects("v0", 7, 8)
        .finds("a0", 5, MISSING, "count", 92 * 1024, 94 * 1024)
        .finds("a0", 6, MISMATCH, "delta-ms", -2000, -1900)
        .finds("a0", 6, MISSING, "duration-ms", 4900, 5000)
        // Its first frame has a composition offset of -5 s: it is presented before the jump.
        .finds("a0", 7, MISMATCH, "delta-ms", -4000, -3900);
  }

  /** 75 frames too many, and 140 of audio, each of one tick. */
  private RealDefect clockJumpsBack() {
    String jump = "setpts='PTS-if(gte(T,9),3/TB,0)'";
    return hls("clock-jumps-back", clean.filtered(jump, "a" + jump))
        .finds("v0", 4, EXCESS, "count", 74, 76)
        .finds("a0", 4, EXCESS, "count", 139, 142);
  }

  /** 75 samples, one of which lasts 0.42 s; from then on audio is 0.4 s behind, unseen in boxes. */
  private RealDefect audioSkewed() {
    return hls("audio-skewed", clean.filtered("", "asetpts='PTS+if(gte(T,9),0.4/TB,0)'"))
        .finds("a0", 4, MISSING, "count", 19_200, 19_200);
  }

  /** 25 samples in 1 s, then 25 in 5 s, then the numbers are one behind. */
  private RealDefect videoLostOverBoundary() {
    return hls("video-lost-over-boundary", clean.filtered(without("select", 9, 13), ""))
        .finds("v0", 4, DROPPED, "count", 25, 25)
        .finds("v0", 5, DROPPED, "count", 100, 101)
        .finds("v0", 6, MISMATCH, "delta-ms", 2000, 2000)
        .affects("v0", 7);
  }

  /**
   * Three seconds of audio alone. FFmpeg ends the segment where the gap begins, and covers the gap
   * with one long sample of the next one: 141 frames are gone, and half a second is left of the
   * first segment.
   */
  private RealDefect audioLostOverBoundary() {
    return hls("audio-lost-over-boundary", clean.filtered("", without("aselect", 8.5, 11.5)))
        .finds("a0", 4, MISSING, "count", 68 * 1024, 70 * 1024)
        .finds("a0", 5, MISSING, "count", 140 * 1024, 142 * 1024)
        .finds("a0", 5, MISMATCH, "delta-ms", -1_500, -1_440);
  }

  /** Three or four frames, depending on where they begin. */
  private RealDefect audioLostForAMoment() {
    return hls("audio-lost-for-a-moment", clean.filtered("", without("aselect", 8.6, 8.67)))
        .finds("a0", 4, MISSING, "count", 2 * 1024, 4 * 1024);
  }

  /** Two segments of half as many samples, each of which lasts twice as long; so does the next. */
  private RealDefect everySecondAudioFrameLost() {
    return hls(
            "every-second-audio-frame-lost",
            clean.filtered("", "aselect='not(gte(t,8)*lt(t,12)*mod(n,2))'"))
        .finds("a0", 4, MISSING, "count", 46 * 1024, 48 * 1024)
        .finds("a0", 5, MISSING, "count", 46 * 1024, 48 * 1024)
        .finds("a0", 6, MISSING, "count", 1024, 1024);
  }

  /** Of 100 samples: from then on the numbers are one behind. */
  private RealDefect twoKeyFramesMissed() {
    return hls(
            "two-key-frames-missed",
            clean.withKeyFrames(
                clean.keyFrames() + "*(isnan(prev_forced_t)+lt(t,9.99)+gte(t,11.99))"))
        .finds("v0", 4, LONGER, "count", 50, 50)
        .finds("v0", 4, LONGER, "excess-ms", 2000, 2000)
        .finds("v0", 5, MISMATCH, "delta-ms", 2000, 2000)
        .finds("v0", 5, MISMATCH, "segments", 1, 1)
        .affects("v0", 6, 7, 8);
  }

  /** The picture stands still for two seconds. */
  Source frozen() {
    return clean.filtered("loop=loop=50:size=1:start=200,setpts=N,trim=end=20", "");
  }

  Source blackAndSilent() {
    String when = ":enable='gte(t,8)*lt(t,10)'";
    return clean.filtered("drawbox=t=fill:color=black" + when, "volume=0" + when);
  }
}
