package io.liveorigin.standalone.packagers;

import io.liveorigin.contract.address.Resource;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * The files of one run of a packager: one pipeline of one event.
 *
 * @param name of the event
 * @param availabilityStart of the event
 * @param startNumber of the event
 */
record PackagedRun(
    String name,
    String pipeline,
    Packager packager,
    Source source,
    Instant availabilityStart,
    long startNumber,
    Path directory) {

  private static final Path CORPUS = Path.of("target", "packager-corpus").toAbsolutePath();

  /** Two of FFmpeg at a time, each of one thread: what two cores bear. */
  private static final int AT_ONCE = 2;

  /** Of an event whose media time is that since 1970. */
  static PackagedRun epochLocked(String name, String pipeline, Packager packager, Source source) {
    return at(Instant.EPOCH, 0, name, pipeline, packager, source);
  }

  static PackagedRun at(
      Instant availabilityStart,
      long startNumber,
      String name,
      String pipeline,
      Packager packager,
      Source source) {
    return new PackagedRun(
        name,
        pipeline,
        packager,
        source,
        availabilityStart,
        startNumber,
        CORPUS.resolve(name).resolve(pipeline));
  }

  /** Runs the packagers of all. */
  static void generate(List<PackagedRun> runs) {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<CompletableFuture<Void>> running = new ArrayList<>();
      runs.forEach(run -> running.add(CompletableFuture.runAsync(run::generate, threads)));
      running.forEach(CompletableFuture::join);
    } finally {
      threads.shutdownNow();
    }
  }

  private void generate() {
    delete(directory);
    packager.run(source, startNumber + source.first(), directory);
  }

  private static void delete(Path directory) {
    for (Path file : list(directory)) {
      try {
        Files.delete(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The number of the first segment of the run. */
  long firstNumber() {
    return startNumber + source.first();
  }

  List<String> representations() {
    return Stream.iterate(0, i -> i <= source.samplingRates().size(), i -> i + 1)
        .map(packager::id)
        .toList();
  }

  String initName(String representation) {
    return representation + "-init.mp4";
  }

  byte[] init(String representation) {
    return bytes(directory.resolve(initName(representation)));
  }

  /** The segments by number, as the event's URLs number them. */
  NavigableMap<Long, Path> segments(String representation) {
    SegmentUrls urls = new SegmentUrls(event(name, true));
    NavigableMap<Long, Path> segments = new TreeMap<>();
    for (Path file : list(directory)) {
      if (urls.resolve(file.getFileName().toString()) instanceof Resource.Media media
          && media.address().track().representation().equals(representation)
          && segments.put(media.address().number(), file) != null) {
        throw new AssertionError("two segments of the number of " + file);
      }
    }
    return segments;
  }

  /**
   * The segments to judge. Without the last: the run ends where its input ends, which is no segment
   * boundary for audio, and no packager says {@code lmsg}. The first is kept, because the run
   * starts on a boundary, with one exception: where video is reordered, FFmpeg's dash muxer cuts
   * audio 80 ms early, so its first segment is short by that, and no later one. The same goes for
   * video whose reordered frames come unevenly: the decode times of the first segment are short by
   * one frame.
   */
  NavigableMap<Long, Path> whole(String representation) {
    NavigableMap<Long, Path> segments = segments(representation);
    segments.pollLastEntry();
    boolean audio = !representation.equals(packager.id(0));
    boolean reordered = source.video().equals(Source.Encoder.H264_REORDERED);
    if (!audio && reordered && !source.declaredRate().equals(source.rate().text)) {
      segments.pollFirstEntry();
    }
    if (audio && packager == Packager.FFMPEG_DASH && reordered) {
      segments.pollFirstEntry();
    }
    return segments;
  }

  /**
   * @param declared whether it says the frame and sampling rates
   */
  EventDefinition event(String event, boolean declared) {
    return EventDefinition.of("live", event, List.of("a", "b"), declaredRepresentations(declared))
        .withAvailabilityStartTime(availabilityStart)
        .withSegmentDuration(source.rate().duration())
        .withStartNumber(startNumber)
        .withMedia(packager.media)
        .withTimeShiftBufferDepth(Duration.ofHours(1));
  }

  List<Representation> declaredRepresentations(boolean declared) {
    List<Representation> all = new ArrayList<>();
    all.add(
        new Representation(
            packager.id(0),
            ContentType.VIDEO,
            source.video().codecs(),
            100_000,
            Optional.of(160),
            Optional.of(90),
            Optional.of(source.declaredRate()).filter(rate -> declared),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(source.rate().timescale),
            List.of()));
    for (int i = 0; i < source.samplingRates().size(); i++) {
      int samplingRate = source.samplingRates().get(i);
      all.add(
          new Representation(
              packager.id(i + 1),
              ContentType.AUDIO,
              source.audio().codecs(),
              96_000,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(samplingRate).filter(rate -> declared),
              Optional.empty(),
              Optional.empty(),
              Optional.of((long) samplingRate),
              List.of()));
    }
    return all;
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> list(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name + " of " + pipeline;
  }
}
