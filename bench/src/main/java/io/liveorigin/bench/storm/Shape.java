package io.liveorigin.bench.storm;

import io.liveorigin.bench.traffic.LiveTrack;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The representations that are published, and which cache pulls which of them.
 *
 * @param name the name on the command line
 * @param channels the representations, with their clip and size
 * @param perCache how many of them each cache pulls; if not all, they are assigned in rotation
 */
record Shape(String name, List<Channel> channels, int perCache) {
  private static final int THREE_BYTES = 700_000;
  private static final int AUDIO_BYTES = 32_000;
  private static final int AUDIOS = 4;
  private static final List<Integer> LADDER_BYTES =
      List.of(200_000, 350_000, 500_000, 750_000, 1_000_000, 1_300_000, 1_600_000, 2_000_000);

  /**
   * One representation.
   *
   * @param bytes the size of each segment, reached by padding
   */
  record Channel(String id, ClipTrack clip, int bytes) {}

  /** Returns three representations with segments of 0.7 MB, all pulled by every cache. */
  static Shape three() {
    List<Channel> channels =
        Clip.load().tracks().stream()
            .map(clip -> new Channel(clip.representation().id(), clip, THREE_BYTES))
            .toList();
    return new Shape("three", channels, channels.size());
  }

  /**
   * Returns eight video representations of 0.2 to 2 MB a segment and four of audio; each cache
   * pulls two of the twelve.
   */
  static Shape ladder() {
    ClipTrack video = track("v");
    ClipTrack audio = track("a");
    List<Channel> channels = new ArrayList<>();
    for (int i = 0; i < LADDER_BYTES.size(); i++) {
      channels.add(new Channel("v" + i, video, LADDER_BYTES.get(i)));
    }
    for (int i = 0; i < AUDIOS; i++) {
      channels.add(new Channel("a" + i, audio, AUDIO_BYTES));
    }
    return new Shape("ladder", channels, 2);
  }

  private static ClipTrack track(String prefix) {
    return Clip.load().tracks().stream()
        .filter(track -> track.representation().id().startsWith(prefix))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the indices into {@link #channels} of the representations that a cache pulls. */
  List<Integer> representationsOf(int cache) {
    return IntStream.range(0, perCache)
        .map(i -> (cache * perCache + i) % channels.size())
        .boxed()
        .toList();
  }

  /** Returns an event of that name with these representations. */
  EventDefinition event(String id, List<String> pipelines) {
    return Clip.eventDefinition("bench", id, pipelines)
        .withRepresentations(
            channels.stream().map(c -> LiveTrack.named(c.clip(), c.id())).toList());
  }

  /** Returns the tracks of such an event, in the order of {@link #channels}. */
  List<LiveTrack> tracks(EventDefinition event) {
    return channels.stream().map(c -> new LiveTrack(event, c.id(), c.clip(), c.bytes())).toList();
  }
}
