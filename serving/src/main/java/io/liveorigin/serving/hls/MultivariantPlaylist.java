package io.liveorigin.serving.hls;

import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.Representation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes {@code master.m3u8} (RFC 8216bis, 4.4.6): each video with each group of audio, and one
 * group of subtitles. It depends on the representations alone. Pure.
 *
 * <p>Subtitles are raw WebVTT, made of {@code wvtt} in fMP4, and IMSC in fMP4 for languages that
 * have no WebVTT. All players read WebVTT. A language in both would be there twice, and hls.js
 * takes a group with two formats for WebVTT.
 */
public final class MultivariantPlaylist {
  private static final String SUBTITLES = "subtitles";
  private static final String IMSC = "stpp";

  private final List<Representation> video = new ArrayList<>();
  private final List<Representation> subtitles;
  private final List<AudioGroups.Group> audio;
  private final StringBuilder out = new StringBuilder(2048);

  private MultivariantPlaylist(List<Representation> listed) {
    List<Representation> sounds = new ArrayList<>();
    List<Representation> texts = new ArrayList<>();
    for (Representation representation : listed) {
      if (uri(representation).equals(SegmentUrls.MASTER_NAME)) {
        // Its name is taken.
        continue;
      }
      switch (representation.contentType()) {
        case VIDEO -> video.add(representation);
        case AUDIO -> sounds.add(representation);
        case TEXT -> texts.add(representation);
      }
    }
    audio = AudioGroups.of(sounds);
    subtitles = subtitles(texts);
  }

  private static List<Representation> subtitles(List<Representation> texts) {
    Set<String> inWebVtt =
        texts.stream()
            .filter(Representation::webVtt)
            .map(AudioGroups::lang)
            .collect(Collectors.toSet());
    return texts.stream()
        .filter(
            text ->
                text.webVtt()
                    || text.codecFamily().name().equals(IMSC)
                        && !inWebVtt.contains(AudioGroups.lang(text)))
        .toList();
  }

  /**
   * Writes; UTF-8.
   *
   * @param listed the representations that have an init segment, in the order of the definition
   * @return empty where there is neither video nor audio
   */
  public static Optional<byte[]> write(List<Representation> listed) {
    MultivariantPlaylist playlist = new MultivariantPlaylist(listed);
    return playlist.video.isEmpty() && playlist.audio.isEmpty()
        ? Optional.empty()
        : Optional.of(playlist.text().getBytes(StandardCharsets.UTF_8));
  }

  /** Where the media playlist of a representation is, from the master. */
  public static String uri(Representation representation) {
    return SegmentUrls.mediaPlaylistName(representation.id());
  }

  private String text() {
    out.append("#EXTM3U\n#EXT-X-VERSION:")
        .append(MediaPlaylistWriter.VERSION)
        .append("\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    audio.forEach(group -> media("AUDIO", group.id(), group.members()));
    media("SUBTITLES", SUBTITLES, subtitles);
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

  /** The first member is played unless the viewer or the player's language says otherwise. */
  private void media(String type, String group, List<Representation> members) {
    for (int i = 0; i < members.size(); i++) {
      Representation member = members.get(i);
      boolean preferred = i == 0 && member.contentType() == ContentType.AUDIO;
      out.append("#EXT-X-MEDIA:")
          .append(
              new Attributes()
                  .plain("TYPE", type)
                  .quoted("GROUP-ID", group)
                  .quoted("NAME", name(member, members))
                  .quoted("LANGUAGE", member.lang())
                  .plain("DEFAULT", preferred ? "YES" : "NO")
                  .plain("AUTOSELECT", "YES")
                  .quoted("URI", uri(member)))
          .append('\n');
    }
  }

  /**
   * What viewers choose by: the language, with the id where another member has the same. Distinct
   * within a group, and the same in each group of audio (4.4.6.1.1).
   */
  private static String name(Representation member, List<Representation> members) {
    String lang = AudioGroups.lang(member);
    boolean alone = members.stream().filter(m -> AudioGroups.lang(m).equals(lang)).count() == 1;
    return alone ? lang : lang + " (" + member.id() + ")";
  }

  private void variant(Optional<Representation> picture, Optional<AudioGroups.Group> group) {
    Representation main = picture.orElseGet(() -> group.orElseThrow().members().get(0));
    Optional<String> resolution =
        main.width().isPresent() && main.height().isPresent()
            ? Optional.of(main.width().get() + "x" + main.height().get())
            : Optional.empty();
    out.append("#EXT-X-STREAM-INF:")
        .append(
            new Attributes()
                .plain("BANDWIDTH", bandwidth(picture, group))
                .quoted("CODECS", codecs(picture, group))
                .plain("RESOLUTION", resolution)
                .plain(
                    "FRAME-RATE", main.constantFrameRate().map(MultivariantPlaylist::threeDecimals))
                .quoted("AUDIO", group.map(AudioGroups.Group::id))
                .quoted(
                    "SUBTITLES", subtitles.isEmpty() ? Optional.empty() : Optional.of(SUBTITLES))
                // On all or on none (4.4.6.2): a wrong guess of players is a button without use.
                .plain("CLOSED-CAPTIONS", picture.map(any -> "NONE")))
        .append('\n')
        .append(uri(main))
        .append('\n');
  }

  /** The sum of the largest that can be combined (4.4.6.2). */
  private long bandwidth(Optional<Representation> picture, Optional<AudioGroups.Group> group) {
    return picture.map(Representation::bandwidth).orElse(0L)
        + group.map(AudioGroups.Group::bandwidth).orElse(0L)
        + subtitles.stream().mapToLong(Representation::bandwidth).max().orElse(0);
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
