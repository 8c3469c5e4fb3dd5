package io.liveorigin.serving.hls;

import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.event.ContentSteering;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.MediaRole;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.event.VideoRange;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Writes {@code master.m3u8} (RFC 8216bis, 4.4.6): each video with each group of audio, and one
 * group of subtitles. The text depends only on the definition, the listed representations and their
 * average bit rates. Pure.
 *
 * <p>Subtitles are raw WebVTT, made from {@code wvtt} in fMP4, and IMSC in fMP4 for languages that
 * have no WebVTT. All players read WebVTT. A language in both formats would be listed twice, and
 * hls.js treats a group with two formats as WebVTT. Videos other than the main one are left out,
 * because a player would treat them as another bit rate of it.
 */
public final class MultivariantPlaylist {
  private static final String SUBTITLES = "subtitles";
  private static final String IMSC = "stpp";

  private final Optional<ContentSteering> steering;
  private final List<Representation> video;
  private final List<Representation> subtitles;
  private final List<AudioGroups.Group> audio;
  private final String base;

  /**
   * Average bit rates in bit/s by representation; empty unless every reachable representation has
   * one.
   */
  private final Map<String, Long> averages;

  private final StringBuilder out = new StringBuilder(2048);

  private MultivariantPlaylist(
      EventDefinition definition,
      List<Representation> listed,
      Map<String, Long> averages,
      String base) {
    this.base = base;
    steering = definition.steering();
    List<Representation> pictures = new ArrayList<>();
    List<Representation> sounds = new ArrayList<>();
    List<Representation> texts = new ArrayList<>();
    for (Representation representation : listed) {
      if (uri("", representation).equals(SegmentUrls.MASTER_NAME)) {
        // Its playlist would have the name of the master playlist.
        continue;
      }
      switch (representation.contentType()) {
        case VIDEO -> pictures.add(representation);
        case AUDIO -> sounds.add(representation);
        case TEXT -> texts.add(representation);
      }
    }
    video = mainOf(pictures);
    audio = AudioGroups.of(sounds);
    subtitles = subtitles(texts);
    boolean all = reachable().stream().map(Representation::id).allMatch(averages::containsKey);
    this.averages = all ? averages : Map.of();
  }

  private static List<Representation> subtitles(List<Representation> texts) {
    Set<String> inWebVtt =
        texts.stream()
            .filter(Representation::webVtt)
            .map(MultivariantPlaylist::lang)
            .collect(Collectors.toSet());
    return texts.stream()
        .filter(
            text ->
                text.webVtt()
                    || text.codecFamily().name().equals(IMSC) && !inWebVtt.contains(lang(text)))
        .toList();
  }

  private static String lang(Representation text) {
    return text.lang().orElse("und");
  }

  /** The main pictures, or all pictures if none of them is a main one. */
  private static List<Representation> mainOf(List<Representation> pictures) {
    List<Representation> main =
        pictures.stream()
            .filter(picture -> picture.role().orElse(MediaRole.MAIN) == MediaRole.MAIN)
            .filter(picture -> picture.accessibility().isEmpty())
            .toList();
    return main.isEmpty() ? pictures : main;
  }

  /**
   * Writes the playlist; UTF-8.
   *
   * @param definition of the event
   * @param listed the representations that have an init segment, in the order of the definition
   * @param averages measured average bit rates, bit/s, by representation. If a reachable one has
   *     none, no variant states its average: players compare variants, and some use the average
   *     where there is one and the peak bit rate elsewhere
   * @param base path of the media playlists, relative to the master playlist
   * @return empty if there is neither video nor audio
   */
  public static Optional<byte[]> write(
      EventDefinition definition,
      List<Representation> listed,
      Map<String, Long> averages,
      String base) {
    MultivariantPlaylist playlist = new MultivariantPlaylist(definition, listed, averages, base);
    return playlist.video.isEmpty() && playlist.audio.isEmpty()
        ? Optional.empty()
        : Optional.of(playlist.text().getBytes(StandardCharsets.UTF_8));
  }

  /** URI of the media playlist of a representation, relative to the master playlist. */
  static String uri(String base, Representation representation) {
    return base + SegmentUrls.mediaPlaylistName(representation.id());
  }

  private String text() {
    out.append("#EXTM3U\n#EXT-X-VERSION:")
        .append(MediaPlaylistWriter.VERSION)
        .append("\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    steering.ifPresent(this::steering);
    out.append(KeyTags.ofSession(reachable()));
    RenditionTags renditions = new RenditionTags(out, base);
    renditions.audio(audio);
    renditions.subtitles(SUBTITLES, subtitles);
    List<Optional<AudioGroups.Group>> groups =
        audio.isEmpty() ? List.of(Optional.empty()) : audio.stream().map(Optional::of).toList();
    for (Optional<AudioGroups.Group> group : groups) {
      if (video.isEmpty()) {
        variant(Optional.empty(), group);
      }
      video.forEach(representation -> variant(Optional.of(representation), group));
    }
    return out.toString();
  }

  private void steering(ContentSteering asked) {
    out.append("#EXT-X-CONTENT-STEERING:")
        .append(
            new AttributeList()
                .quoted("SERVER-URI", asked.serverUri())
                .quoted("PATHWAY-ID", asked.pathwayId()))
        .append('\n');
  }

  private List<Representation> reachable() {
    List<Representation> all = new ArrayList<>(video);
    audio.forEach(group -> all.addAll(group.members()));
    all.addAll(subtitles);
    return all;
  }

  private void variant(Optional<Representation> picture, Optional<AudioGroups.Group> group) {
    Representation main = picture.orElseGet(() -> group.orElseThrow().members().get(0));
    Optional<String> resolution =
        main.width().isPresent() && main.height().isPresent()
            ? Optional.of(main.width().get() + "x" + main.height().get())
            : Optional.empty();
    out.append("#EXT-X-STREAM-INF:")
        .append(
            new AttributeList()
                .plain("BANDWIDTH", bandwidth(picture, group, Representation::bandwidth))
                .plain("AVERAGE-BANDWIDTH", average(picture, group))
                .quoted("CODECS", codecs(picture, group))
                .quoted("SUPPLEMENTAL-CODECS", main.supplementalCodecs())
                .plain("RESOLUTION", resolution)
                .plain(
                    "FRAME-RATE", main.constantFrameRate().map(MultivariantPlaylist::threeDecimals))
                .plain("VIDEO-RANGE", main.videoRange().map(VideoRange::wire))
                .quoted("AUDIO", group.map(AudioGroups.Group::id))
                .quoted(
                    "SUBTITLES", subtitles.isEmpty() ? Optional.empty() : Optional.of(SUBTITLES))
                // On all variants or on none (4.4.6.2). Players that guess wrongly show a button
                // without effect.
                .plain("CLOSED-CAPTIONS", picture.map(any -> "NONE"))
                .quoted("PATHWAY-ID", steering.flatMap(ContentSteering::pathwayId)))
        .append('\n')
        .append(uri(base, main))
        .append('\n');
  }

  /** The sum of the highest bit rates that can be combined (4.4.6.2). */
  private long bandwidth(
      Optional<Representation> picture,
      Optional<AudioGroups.Group> group,
      ToLongFunction<Representation> rate) {
    return picture.map(rate::applyAsLong).orElse(0L)
        + group.map(sounds -> largest(sounds.members(), rate)).orElse(0L)
        + largest(subtitles, rate);
  }

  private static long largest(List<Representation> of, ToLongFunction<Representation> rate) {
    return of.stream().mapToLong(rate).max().orElse(0);
  }

  /** The average as it was measured, even if more is published than was declared. */
  private Optional<Long> average(
      Optional<Representation> picture, Optional<AudioGroups.Group> group) {
    return averages.isEmpty()
        ? Optional.empty()
        : Optional.of(bandwidth(picture, group, of -> averages.get(of.id())));
  }

  /** Every format of every rendition that can be reached (4.4.6.2), each once. */
  private String codecs(Optional<Representation> picture, Optional<AudioGroups.Group> group) {
    List<Representation> all = new ArrayList<>();
    picture.ifPresent(all::add);
    group.ifPresent(g -> all.addAll(g.members()));
    all.addAll(subtitles);
    Set<String> codecs = new LinkedHashSet<>();
    all.forEach(r -> Arrays.stream(r.codecs().split(",")).map(String::strip).forEach(codecs::add));
    return String.join(",", codecs);
  }

  private static String threeDecimals(String frameRate) {
    String[] parts = frameRate.split("/", -1);
    BigDecimal divisor = parts.length == 1 ? BigDecimal.ONE : new BigDecimal(parts[1]);
    return new BigDecimal(parts[0]).divide(divisor, 3, RoundingMode.HALF_UP).toPlainString();
  }
}
