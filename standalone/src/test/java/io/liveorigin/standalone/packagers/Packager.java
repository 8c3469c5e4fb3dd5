package io.liveorigin.standalone.packagers;

import io.liveorigin.standalone.support.NeedsShakaPackager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Packagers as they are, writing to files as fast as they can, epoch-locked: the exact commands.
 * Init segments are {@code <id>-init.mp4}.
 */
enum Packager {
  /** FFmpeg's hls muxer; numbered from the start number on. */
  FFMPEG_HLS("$RepresentationID$-$Number$.m4s") {
    @Override
    List<List<String>> commands(Source source, long startNumber, Path to) {
      return List.of(hls(source, startNumber, to, "independent_segments", CMAF));
    }
  },

  /** The same without an edit list and without negative offsets: frames come late by two. */
  FFMPEG_HLS_NO_EDITS("$RepresentationID$-$Number$.m4s") {
    @Override
    List<List<String>> commands(Source source, long startNumber, Path to) {
      // Without edit lists FFmpeg would shift all times to zero.
      String options = "movflags=+frag_discont:use_editlist=0:avoid_negative_ts=disabled";
      return List.of(hls(source, startNumber, to, "independent_segments", options));
    }
  },

  /** The same with negative offsets. */
  FFMPEG_HLS_NEGATIVE_OFFSETS("$RepresentationID$-$Number$.m4s") {
    @Override
    List<List<String>> commands(Source source, long startNumber, Path to) {
      String options =
          "movflags=+frag_discont+negative_cts_offsets:use_editlist=0:avoid_negative_ts=disabled";
      return List.of(hls(source, startNumber, to, "independent_segments", options));
    }
  },

  /** The same, but cutting where the time is up and not where a key frame is. */
  FFMPEG_HLS_BY_TIME("$RepresentationID$-$Number$.m4s") {
    @Override
    List<List<String>> commands(Source source, long startNumber, Path to) {
      return List.of(hls(source, startNumber, to, "split_by_time", CMAF));
    }
  },

  /** FFmpeg's dash muxer: its numbers start at 1, so its segments are named by their time. */
  FFMPEG_DASH("$RepresentationID$-$Time$.m4s") {
    @Override
    List<List<String>> commands(Source source, long startNumber, Path to) {
      List<String> command = source.ffmpegInput();
      source.streams().forEach(stream -> command.addAll(List.of("-map", stream)));
      command.addAll(source.encoding());
      // Without frag_discont tfdt starts at 0, and an edit list holds the epoch.
      command.addAll(
          List.of("-f", "dash", "-format_options", "movflags=+cmaf+frag_discont", "-seg_duration"));
      command.addAll(List.of(source.segmentSeconds(), "-window_size", "0"));
      command.addAll(List.of("-use_template", "1", "-use_timeline", "1"));
      command.addAll(List.of("-init_seg_name", "$RepresentationID$-init.mp4"));
      command.addAll(List.of("-media_seg_name", "$RepresentationID$-$Time$.m4s"));
      command.add(to.resolve("manifest.mpd").toString());
      return List.of(command);
    }

    @Override
    String id(int stream) {
      return Integer.toString(stream);
    }
  },

  /** shaka-packager, fed with the fragmented MP4 of FFmpeg. */
  SHAKA("$RepresentationID$-$Number$.m4s") {
    @Override
    List<List<String>> commands(Source source, long startNumber, Path to) {
      List<String> encode = source.ffmpegInput();
      List<String> pack = new ArrayList<>();
      pack.add(NeedsShakaPackager.Condition.binary().toString());
      List<String> streams = source.streams();
      for (int i = 0; i < streams.size(); i++) {
        String id = id(i);
        Path file = to.resolve(id + ".source");
        encode.addAll(source.encoding());
        encode.addAll(List.of("-map", streams.get(i), "-movflags", "+cmaf+frag_discont"));
        encode.addAll(List.of("-frag_duration", "500000", "-f", "mp4", file.toString()));
        pack.add(
            "in="
                + file
                + ",stream="
                + (i == 0 ? "video" : "audio")
                + ",init_segment="
                + to.resolve(id + "-init.mp4")
                + ",segment_template="
                + to.resolve(id + "-$Number$.m4s"));
      }
      // It truncates seconds x timescale, and 2.002 x 48000 is a little less than 96096 in binary:
      // the audio would be cut off the grid.
      pack.addAll(List.of("--segment_duration", source.segmentSeconds() + "0001"));
      pack.addAll(List.of("--start_segment_number", Long.toString(startNumber), "--quiet"));
      pack.addAll(List.of("--mpd_output", to.resolve("manifest.mpd").toString()));
      return List.of(encode, pack);
    }
  };

  private static final String CMAF = "movflags=+cmaf+frag_discont";

  /** SegmentTemplate@media of an event that it publishes. */
  final String media;

  Packager(String media) {
    this.media = media;
  }

  /** What to run one after the other. */
  abstract List<List<String>> commands(Source source, long startNumber, Path to);

  /** The representation of a stream: 0 is the video. */
  String id(int stream) {
    return stream == 0 ? "v0" : "a" + (stream - 1);
  }

  private static List<String> hls(
      Source source, long startNumber, Path to, String flags, String options) {
    List<String> command = source.ffmpegInput();
    source.streams().forEach(stream -> command.addAll(List.of("-map", stream)));
    command.addAll(source.encoding());
    StringBuilder variants = new StringBuilder("v:0,agroup:aud,name:v0");
    for (int i = 0; i < source.samplingRates().size(); i++) {
      variants.append(" a:" + i + ",agroup:aud,name:a" + i + (i == 0 ? ",default:yes" : ""));
    }
    command.addAll(List.of("-f", "hls", "-hls_segment_type", "fmp4"));
    command.addAll(List.of("-hls_time", source.segmentSeconds(), "-hls_list_size", "0"));
    command.addAll(List.of("-start_number", Long.toString(startNumber), "-hls_flags", flags));
    command.addAll(
        List.of(
            "-hls_segment_options",
            options + ":fragment_index=" + startNumber,
            "-var_stream_map",
            variants.toString(),
            "-hls_fmp4_init_filename",
            "%v-init.mp4",
            "-hls_segment_filename",
            to.resolve("%v-%d.m4s").toString(),
            to.resolve("%v.m3u8").toString()));
    return command;
  }

  /** Runs to the end into a directory that is empty at first. Throws where a command fails. */
  void run(Source source, long startNumber, Path to) {
    try {
      Files.createDirectories(to);
      for (List<String> command : commands(source, startNumber, to)) {
        Path log = to.resolve("packager.log");
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process.getOutputStream().close();
        if (process.waitFor() != 0) {
          throw new AssertionError(String.join(" ", command) + "\n" + Files.readString(log));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
