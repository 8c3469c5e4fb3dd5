package io.liveorigin.standalone.packagers;

import io.liveorigin.contract.schedule.SegmentDuration;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one run of FFmpeg makes: a small moving picture and, for each sampling rate, a tone.
 *
 * @param rate frames per second, and with it the segment duration
 * @param samplingRates of the audio tracks, Hz
 * @param first how many segments after the event's availabilityStartTime the media starts
 * @param segments how many
 * @param tone Hz
 * @param videoFilter further filters of the picture, before the epoch is added; may be empty
 * @param audioFilter the same for every tone
 * @param keyFrames the expression that forces key frames
 * @param video encoder and its options
 * @param audio encoder and its options
 * @param declaredRate what the event says of its frames, as {@code frameRate}
 */
record Source(
    FrameRate rate,
    List<Integer> samplingRates,
    long first,
    int segments,
    int tone,
    String videoFilter,
    String audioFilter,
    String keyFrames,
    Encoder video,
    Encoder audio,
    String declaredRate) {

  /**
   * @param codecs as the event declares them
   * @param priming samples that an audio encoder puts before the first; the run cancels them
   */
  record Encoder(String codecs, int priming, List<String> options) {
    static final Encoder H264 = video("avc1.42c00d", "libx264 -preset ultrafast -tune zerolatency");

    /** With B-frames, as x264 is unless it is told otherwise. */
    static final Encoder H264_REORDERED = video("avc1.64000d", "libx264 -preset veryfast");

    static final Encoder HEVC =
        video(
            "hvc1.1.6.L30.90",
            "libx265 -preset ultrafast -tag:v hvc1 -x265-params"
                + " log-level=error:scenecut=0:open-gop=0:pools=1:frame-threads=1");
    static final Encoder AV1 =
        video("av01.0.00M.08", "libaom-av1 -usage realtime -cpu-used 8 -lag-in-frames 0");
    static final Encoder AAC = audio("mp4a.40.2", 1024, "aac");
    static final Encoder AC3 = audio("ac-3", 256, "ac3");
    static final Encoder EC3 = audio("ec-3", 256, "eac3");
    static final Encoder OPUS = audio("Opus", 312, "libopus");

    private static Encoder video(String codecs, String options) {
      return new Encoder(codecs, 0, List.of(("-c:v " + options).split(" ")));
    }

    private static Encoder audio(String codecs, int priming, String options) {
      return new Encoder(codecs, priming, List.of(("-c:a " + options).split(" ")));
    }
  }

  /** The first frame at or after each segment boundary. */
  static String keyFramesEvery(SegmentDuration duration) {
    // The half millisecond is for times such as 8.008 that are a little less in binary.
    String segment = "floor((%s+0.0005)/" + seconds(duration, 1) + ")";
    return "if(isnan(prev_forced_t),1,gt("
        + String.format(segment, "t")
        + ","
        + String.format(segment, "prev_forced_t")
        + "))";
  }

  /** H.264 without B-frames and AAC, nothing filtered. */
  static Source of(FrameRate rate, long first, int segments, Integer... samplingRates) {
    return new Source(
        rate,
        List.of(samplingRates),
        first,
        segments,
        440,
        "",
        "",
        keyFramesEvery(rate.duration()),
        Encoder.H264,
        Encoder.AAC,
        rate.text);
  }

  Source encodedBy(Encoder newVideo, Encoder newAudio) {
    return new Source(
        rate,
        samplingRates,
        first,
        segments,
        tone,
        videoFilter,
        audioFilter,
        keyFrames,
        newVideo,
        newAudio,
        declaredRate);
  }

  Source filtered(String newVideoFilter, String newAudioFilter) {
    return new Source(
        rate,
        samplingRates,
        first,
        segments,
        tone,
        newVideoFilter,
        newAudioFilter,
        keyFrames,
        video,
        audio,
        declaredRate);
  }

  Source withKeyFrames(String expression) {
    return new Source(
        rate,
        samplingRates,
        first,
        segments,
        tone,
        videoFilter,
        audioFilter,
        expression,
        video,
        audio,
        declaredRate);
  }

  /** Whose frames come otherwise than the source makes them. */
  Source declaring(String frameRate) {
    return new Source(
        rate,
        samplingRates,
        first,
        segments,
        tone,
        videoFilter,
        audioFilter,
        keyFrames,
        video,
        audio,
        frameRate);
  }

  /** The other pipeline: other bytes of the same event, from {@code later} segments on. */
  Source ofOtherPipeline(int later) {
    return new Source(
        rate,
        samplingRates,
        first + later,
        segments - later,
        660,
        chained(videoFilter) + "negate",
        "",
        keyFrames,
        video,
        audio,
        declaredRate);
  }

  /** Inputs, filters and encoders, up to the outputs {@code [v]}, {@code [a0]}, {@code [a1]}... */
  List<String> ffmpegInput() {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-y", "-v", "error"));
    String length = seconds(rate.duration(), segments);
    command.addAll(List.of("-f", "lavfi", "-t", length));
    command.addAll(List.of("-i", "testsrc2=size=160x90:rate=" + rate.text));
    StringBuilder filters = new StringBuilder();
    // testsrc2 counts its time in frames.
    long frames = first * rate.framesPerSegment;
    filters.append("[0:v]").append(chained(videoFilter)).append("setpts=PTS+" + frames + "[v]");
    for (int i = 0; i < samplingRates.size(); i++) {
      int samplingRate = samplingRates.get(i);
      command.addAll(List.of("-f", "lavfi", "-t", length));
      command.addAll(
          List.of("-i", "sine=frequency=" + tone + ":beep_factor=4:sample_rate=" + samplingRate));
      long samples = exactTicks(samplingRate) + audio.priming();
      filters.append(";[" + (i + 1) + ":a]").append(chained(audioFilter));
      filters.append("asetpts=PTS+" + samples + "[a" + i + "]");
    }
    command.addAll(List.of("-filter_complex", filters.toString()));
    return command;
  }

  /** Encoder options; they belong to one output file. */
  List<String> encoding() {
    List<String> options = new ArrayList<>(List.of("-fps_mode", "passthrough"));
    options.addAll(video.options());
    options.addAll(List.of("-pix_fmt", "yuv420p", "-b:v", "100k", "-threads", "1"));
    options.addAll(List.of("-g", "1000", "-force_key_frames", "expr:" + keyFrames));
    if (video.codecs().startsWith("avc1")) {
      options.addAll(List.of("-sc_threshold", "0"));
    }
    options.addAll(audio.options());
    options.addAll(List.of("-b:a", "96k", "-ac", "2"));
    return options;
  }

  /** Every stream as {@code -map} names it. */
  List<String> streams() {
    return Stream.concat(
            Stream.of("[v]"),
            Stream.iterate(0, i -> i < samplingRates.size(), i -> i + 1).map(i -> "[a" + i + "]"))
        .toList();
  }

  String segmentSeconds() {
    return seconds(rate.duration(), 1);
  }

  private long exactTicks(int samplingRate) {
    long product = Math.multiplyExact(first, rate.duration().duration()) * samplingRate;
    if (product % rate.duration().timescale() != 0) {
      throw new IllegalArgumentException(first + " segments are no whole number of samples");
    }
    return product / rate.duration().timescale();
  }

  private static String chained(String filter) {
    return filter.isEmpty() ? "" : filter + ",";
  }

  private static String seconds(SegmentDuration duration, long count) {
    return BigDecimal.valueOf(duration.duration() * count)
        .divide(BigDecimal.valueOf(duration.timescale()), 3, RoundingMode.UNNECESSARY)
        .toPlainString();
  }
}
