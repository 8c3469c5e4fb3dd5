package io.liveorigin.serving.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.MediaRole;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.serving.support.Samples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MultivariantPlaylistTest {
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([A-Z0-9-]+)=(\"[^\"]*\"|[^\",]+)(,|$)");

  private static String video(String id, String codecs, long bandwidth, String more) {
    return "{\"id\":\"%s\",\"contentType\":\"video\",\"codecs\":\"%s\",\"bandwidth\":%d%s}"
        .formatted(id, codecs, bandwidth, more);
  }

  private static String other(String type, String id, String codecs, long bandwidth, String lang) {
    return "{\"id\":\"%s\",\"contentType\":\"%s\",\"codecs\":\"%s\",\"bandwidth\":%d%s}"
        .formatted(id, type, codecs, bandwidth, lang.isEmpty() ? "" : ",\"lang\":\"" + lang + "\"");
  }

  private static EventDefinition definition(String keys, List<String> representations) {
    return Samples.definition(
        "{\"tenant\":\"t\",\"event\":\"e\",\"pipelines\":[\"a\"],%s\"representations\":[%s]}"
            .formatted(keys, String.join(",", representations)));
  }

  private static Optional<byte[]> write(EventDefinition definition) {
    return MultivariantPlaylist.write(definition, definition.representations(), Map.of(), "");
  }

  private static String text(String... json) {
    return text(definition("", List.of(json)));
  }

  private static String text(EventDefinition definition) {
    byte[] bytes = write(definition).orElseThrow();
    check(bytes, definition.representations());
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void theTextIsPinned() {
    String size = ",\"width\":1280,\"height\":720,\"frameRate\":\"30000/1001\"";

    assertThat(
            text(
                video("v0", "avc1.64001f", 2_000_500, size),
                video("h0", "hvc1.1.6.L93.90", 1_200_000, size.replace("30000/1001", "variable")),
                other("audio", "en", "mp4a.40.2", 96_000, "en"),
                other("audio", "de", "mp4a.40.2", 64_000, "de"),
                other("audio", "en6", "ec-3", 384_000, "en"),
                other("text", "sub", "stpp.ttml.im1t", 1_000, "en"),
                other("text", "vtt", "wvtt", 5_000, "de")))
        .isEqualTo(
            """
            #EXTM3U
            #EXT-X-VERSION:9
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio-mp4a.40",NAME="en",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,URI="en.m3u8"
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio-mp4a.40",NAME="de",LANGUAGE="de",DEFAULT=NO,AUTOSELECT=YES,URI="de.m3u8"
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio-ec-3",NAME="en",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,URI="en6.m3u8"
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio-ec-3",NAME="de",LANGUAGE="de",DEFAULT=NO,AUTOSELECT=YES,URI="de.m3u8"
            #EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subtitles",NAME="en",LANGUAGE="en",DEFAULT=NO,AUTOSELECT=YES,URI="sub.m3u8"
            #EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subtitles",NAME="de",LANGUAGE="de",DEFAULT=NO,AUTOSELECT=YES,URI="vtt.m3u8"
            #EXT-X-STREAM-INF:BANDWIDTH=2101500,CODECS="avc1.64001f,mp4a.40.2,stpp.ttml.im1t,wvtt",RESOLUTION=1280x720,FRAME-RATE=29.970,AUDIO="audio-mp4a.40",SUBTITLES="subtitles",CLOSED-CAPTIONS=NONE
            v0.m3u8
            #EXT-X-STREAM-INF:BANDWIDTH=1301000,CODECS="hvc1.1.6.L93.90,mp4a.40.2,stpp.ttml.im1t,wvtt",RESOLUTION=1280x720,AUDIO="audio-mp4a.40",SUBTITLES="subtitles",CLOSED-CAPTIONS=NONE
            h0.m3u8
            #EXT-X-STREAM-INF:BANDWIDTH=2389500,CODECS="avc1.64001f,ec-3,mp4a.40.2,stpp.ttml.im1t,wvtt",RESOLUTION=1280x720,FRAME-RATE=29.970,AUDIO="audio-ec-3",SUBTITLES="subtitles",CLOSED-CAPTIONS=NONE
            v0.m3u8
            #EXT-X-STREAM-INF:BANDWIDTH=1589000,CODECS="hvc1.1.6.L93.90,ec-3,mp4a.40.2,stpp.ttml.im1t,wvtt",RESOLUTION=1280x720,AUDIO="audio-ec-3",SUBTITLES="subtitles",CLOSED-CAPTIONS=NONE
            h0.m3u8
            """);
  }

  private static final EventDefinition MEASURED =
      definition(
          "",
          List.of(
              video("v0", "avc1.64001f", 2_000_000, ""),
              video("v1", "avc1.64001f", 1_000_000, ""),
              other("audio", "en", "mp4a.40.2", 96_000, "en"),
              other("audio", "de", "mp4a.40.2", 64_000, "de"),
              other("text", "vtt", "wvtt", 5_000, "en"),
              other("text", "imsc", "stpp.ttml.im1t", 9_000, "en")));

  private static String measured(Map<String, Long> averages) {
    return new String(
        MultivariantPlaylist.write(MEASURED, MEASURED.representations(), averages, "")
            .orElseThrow(),
        StandardCharsets.UTF_8);
  }

  /** Also where it is more than was declared. A track that is left out cannot be played. */
  @Test
  void theAverageIsTheSumOfTheLargestThatCanBeCombined() {
    assertThat(
            measured(
                Map.of(
                    "v0", 2_500_000L, "v1", 700_000L, "en", 60_000L, "de", 63_000L, "vtt", 900L)))
        .contains(
            "BANDWIDTH=2101000,AVERAGE-BANDWIDTH=2563900,CODECS=",
            "BANDWIDTH=1101000,AVERAGE-BANDWIDTH=763900,CODECS=");
  }

  @Test
  void whereOneThatCanBeReachedHasNoAverageNoVariantHas() {
    assertThat(measured(Map.of("v0", 2_500_000L, "en", 60_000L, "de", 63_000L, "vtt", 900L)))
        .doesNotContain("AVERAGE-BANDWIDTH");
  }

  @Test
  void aLanguageThatIsThereAsWebVttIsNotThereAsImscToo() {
    assertThat(
            text(
                video("v0", "avc1.64001f", 1_000_000, ""),
                other("text", "sub", "stpp.ttml.im1t", 1_000, "en"),
                other("text", "vtt", "wvtt", 5_000, "en")))
        .contains("BANDWIDTH=1005000,CODECS=\"avc1.64001f,wvtt\"", "URI=\"vtt.m3u8\"")
        .doesNotContain("sub.m3u8", "stpp");
  }

  @Test
  void aLanguageOfSeveralBitRatesHasAGroupForEach() {
    assertThat(
            text(
                video("v0", "avc1.64001f", 1_000_000, ""),
                other("audio", "lo", "mp4a.40.5", 48_000, "en"),
                other("audio", "hi", "mp4a.40.2", 128_000, "en"),
                other("audio", "x", "mp4a.40.2", 64_000, "")))
        .contains(
            "GROUP-ID=\"audio-mp4a.40\",NAME=\"en\",LANGUAGE=\"en\",DEFAULT=YES,AUTOSELECT=YES,"
                + "URI=\"hi.m3u8\"",
            "GROUP-ID=\"audio-mp4a.40\",NAME=\"und\",DEFAULT=NO,AUTOSELECT=YES,URI=\"x.m3u8\"",
            "GROUP-ID=\"audio-mp4a.40-2\",NAME=\"en\",LANGUAGE=\"en\",DEFAULT=YES,AUTOSELECT=YES,"
                + "URI=\"lo.m3u8\"",
            "GROUP-ID=\"audio-mp4a.40-2\",NAME=\"und\",DEFAULT=NO,AUTOSELECT=YES,URI=\"x.m3u8\"",
            "BANDWIDTH=1128000,",
            "BANDWIDTH=1064000,");
  }

  @Test
  void soundAloneAndPicturesAloneAreVariantsToo() {
    assertThat(text(other("audio", "a0", "mp4a.40.2", 96_000, "en")))
        .endsWith(
            "#EXT-X-STREAM-INF:BANDWIDTH=96000,CODECS=\"mp4a.40.2\",AUDIO=\"audio-mp4a.40\"\n"
                + "a0.m3u8\n");
    assertThat(text(video("v0", "avc1.64001f,mp4a.40.2", 1_000, "")))
        .endsWith(
            "#EXT-X-STREAM-INF:BANDWIDTH=1000,CODECS=\"avc1.64001f,mp4a.40.2\","
                + "CLOSED-CAPTIONS=NONE\nv0.m3u8\n");
    EventDefinition text = definition("", List.of(other("text", "s", "stpp.ttml.im1t", 1, "en")));
    assertThat(MultivariantPlaylist.write(text, List.of(), Map.of(), "")).isEmpty();
    assertThat(write(text)).isEmpty();
  }

  @Test
  void subtitlesOfOneLanguageAreToldApart() {
    assertThat(
            text(
                video("v0", "avc1.64001f", 1_000_000, ""),
                other("text", "s1", "stpp.ttml.im1t", 1, "en"),
                other("text", "s2", "stpp.ttml.im1t", 1, "en")))
        .contains("NAME=\"en (s1)\"", "NAME=\"en (s2)\"");
  }

  @Test
  void aPictureSaysItsRangeAndWhatElseDecodesIt() {
    assertThat(
            text(
                video(
                    "v0",
                    "hvc1.2.4.L153.b0",
                    1_000,
                    ",\"videoRange\":\"PQ\",\"supplementalCodecs\":\"dvh1.08.07/db4h\""),
                video("v1", "hvc1.1.6.L93.90", 1_000, "")))
        .contains(
            "BANDWIDTH=1000,CODECS=\"hvc1.2.4.L153.b0\",SUPPLEMENTAL-CODECS=\"dvh1.08.07/db4h\","
                + "VIDEO-RANGE=PQ,CLOSED-CAPTIONS=NONE\nv0.m3u8\n",
            "BANDWIDTH=1000,CODECS=\"hvc1.1.6.L93.90\",CLOSED-CAPTIONS=NONE\nv1.m3u8\n");
  }

  /** To a player they would be another bit rate of it. */
  @Test
  void picturesBesideTheMainOneAreLeftOut() {
    String main = video("v0", "avc1.64001f", 1_000, ",\"role\":\"main\"");
    String plain = video("v1", "avc1.64001f", 1_000, "");
    String angle = video("v2", "avc1.64001f", 1_000, ",\"role\":\"alternate\"");
    String sign = video("v3", "avc1.64001f", 1_000, ",\"accessibility\":[\"sign\"]");

    assertThat(text(main, plain, angle, sign))
        .contains("v0.m3u8", "v1.m3u8")
        .doesNotContain("v2.m3u8", "v3.m3u8");
    assertThat(text(angle, sign)).contains("v2.m3u8", "v3.m3u8");
  }

  @Test
  void whoSteersIsAskedForThePathwayOfEachVariant() {
    List<String> videos =
        List.of(video("v0", "avc1.64001f", 1_000, ""), video("v1", "avc1.64001f", 2_000, ""));
    String server = "\"steering\":{\"serverUri\":\"https://s.example/a?b\"%s},";

    assertThat(text(definition(server.formatted(",\"pathwayId\":\"cdn-a\""), videos)))
        .contains(
            "#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-CONTENT-STEERING:"
                + "SERVER-URI=\"https://s.example/a?b\",PATHWAY-ID=\"cdn-a\"\n",
            "CLOSED-CAPTIONS=NONE,PATHWAY-ID=\"cdn-a\"\nv0.m3u8\n",
            "CLOSED-CAPTIONS=NONE,PATHWAY-ID=\"cdn-a\"\nv1.m3u8\n");
    assertThat(text(definition(server.formatted(""), videos)))
        .contains("#EXT-X-CONTENT-STEERING:SERVER-URI=\"https://s.example/a?b\"\n")
        .doesNotContain("PATHWAY-ID");
  }

  /** Whatever is declared, the rules of 4.4.6 hold. */
  @Test
  void theRulesHoldForEveryLadder() {
    Random random = new Random(15);
    String[] video = {"avc1.64001f", "hvc1.1.6.L93.90", "av01.0.04M.08", "avc1.42c00d, mp4a.40.2"};
    String[] audio = {"mp4a.40.2", "mp4a.40.5", "ec-3", "Opus", "mp4a.6B"};
    String[] text = {"stpp.ttml.im1t", "wvtt"};
    String[] langs = {"", "en", "de", "und", "pt-BR"};
    for (int i = 0; i < 300; i++) {
      List<String> json = new ArrayList<>();
      int size = 1 + random.nextInt(9);
      for (int r = 0; r < size; r++) {
        String lang = langs[random.nextInt(langs.length)];
        long bandwidth = 1L + random.nextInt(5_000_000);
        String one =
            switch (random.nextInt(3)) {
              case 0 -> video("r" + r, video[random.nextInt(video.length)], bandwidth, "");
              case 1 ->
                  other("audio", "r" + r, audio[random.nextInt(audio.length)], bandwidth, lang);
              default -> other("text", "r" + r, text[random.nextInt(text.length)], bandwidth, lang);
            };
        json.add(one.substring(0, one.length() - 1) + described(random, one) + "}");
      }
      EventDefinition declared = definition("", json);
      write(declared).ifPresent(bytes -> check(bytes, declared.representations()));
    }
  }

  private static String described(Random random, String representation) {
    String[] roles = {"main", "alternate", "commentary", "dub", "description"};
    String[] labels = {"Main", "en", "en (r1)", "Main (r2)"};
    boolean audio = representation.contains("\"audio\"");
    return (random.nextBoolean() ? "" : ",\"role\":\"" + roles[random.nextInt(5)] + "\"")
        + (random.nextBoolean() ? "" : ",\"label\":\"" + labels[random.nextInt(4)] + "\"")
        + (audio && random.nextInt(3) == 0 ? ",\"accessibility\":[\"description\"]" : "")
        + (audio && random.nextInt(3) == 0 ? ",\"channels\":6" : "");
  }

  /** A reader of its own, which follows references as a client does. */
  private static void check(byte[] bytes, List<Representation> declared) {
    List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    assertThat(lines.subList(0, 3))
        .containsExactly("#EXTM3U", "#EXT-X-VERSION:9", "#EXT-X-INDEPENDENT-SEGMENTS");
    Map<String, Representation> byUri = new HashMap<>();
    declared.forEach(r -> byUri.put(r.id() + ".m3u8", r));
    Map<String, List<Map<String, String>>> groups = new HashMap<>();
    Set<String> reached = new HashSet<>();
    int variants = 0;
    for (int i = 3; i < lines.size(); i++) {
      if (lines.get(i).startsWith("#EXT-X-CONTENT-STEERING:")) {
        continue;
      }
      Map<String, String> attributes = attributes(lines.get(i));
      if (lines.get(i).startsWith("#EXT-X-MEDIA:")) {
        assertThat(variants).isZero();
        assertThat(byUri).containsKey(attributes.get("URI"));
        groups
            .computeIfAbsent(
                attributes.get("TYPE") + attributes.get("GROUP-ID"), g -> new ArrayList<>())
            .add(attributes);
        continue;
      }
      assertThat(lines.get(i)).startsWith("#EXT-X-STREAM-INF:");
      variants++;
      i++;
      Representation main = byUri.get(lines.get(i));
      assertThat(main).as("4.4.6.2: a URI follows").isNotNull();
      List<Representation> all = new ArrayList<>(List.of(main));
      long worst = main.contentType().wire().equals("video") ? main.bandwidth() : 0;
      for (String type : List.of("AUDIO", "SUBTITLES")) {
        if (attributes.containsKey(type)) {
          List<Map<String, String>> group = groups.get(type + attributes.get(type));
          assertThat(group).as("a group that is there").isNotNull();
          worst +=
              group.stream().mapToLong(m -> byUri.get(m.get("URI")).bandwidth()).max().getAsLong();
          group.forEach(m -> all.add(byUri.get(m.get("URI"))));
        }
      }
      assertThat(attributes.get("BANDWIDTH")).isEqualTo(Long.toString(worst));
      assertThat(attributes.get("CODECS").split(","))
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(
              all.stream()
                  .flatMap(r -> Arrays.stream(r.codecs().split(", ?")))
                  .collect(Collectors.toSet()));
      all.forEach(r -> reached.add(r.id()));
    }
    assertThat(variants).isPositive();
    for (List<Map<String, String>> group : groups.values()) {
      assertThat(group.stream().map(m -> m.get("NAME"))).doesNotHaveDuplicates();
      long played = group.stream().filter(m -> m.get("DEFAULT").equals("YES")).count();
      assertThat(played).isLessThanOrEqualTo(1);
      assertThat(played == 1 || group.get(0).get("TYPE").equals("SUBTITLES")).isTrue();
      assertThat(group)
          .allMatch(m -> m.get("DEFAULT").equals("NO") || m.get("AUTOSELECT").equals("YES"));
    }
    // 4.4.6.1.1: groups have the same members but for the URI.
    assertThat(
            groups.entrySet().stream()
                .filter(g -> g.getKey().startsWith("AUDIO"))
                .map(
                    g ->
                        g.getValue().stream()
                            .map(MultivariantPlaylistTest::whatGroupsShare)
                            .collect(Collectors.toSet()))
                .distinct()
                .count())
        .isLessThanOrEqualTo(1);
    Set<String> vtt =
        declared.stream()
            .filter(Representation::webVtt)
            .map(MultivariantPlaylistTest::lang)
            .collect(Collectors.toSet());
    assertThat(reached)
        .as("everything but other cameras, and IMSC in a language that has WebVTT, can be reached")
        .containsExactlyInAnyOrderElementsOf(
            declared.stream()
                .filter(r -> r.webVtt() || !r.codecs().startsWith("stpp") || !vtt.contains(lang(r)))
                .filter(r -> !isVideo(r) || beside(r).isEmpty() || noneIsMain(declared))
                .map(Representation::id)
                .toList());
  }

  private static boolean isVideo(Representation representation) {
    return representation.contentType() == ContentType.VIDEO;
  }

  private static boolean noneIsMain(List<Representation> declared) {
    return declared.stream().filter(r -> isVideo(r)).noneMatch(r -> beside(r).isEmpty());
  }

  /** What makes a video another one than the main one. */
  private static Set<String> beside(Representation video) {
    Set<String> reasons = new HashSet<>();
    video.role().map(MediaRole::wire).filter(role -> !role.equals("main")).ifPresent(reasons::add);
    video.accessibility().forEach(value -> reasons.add(value.wire()));
    return reasons;
  }

  private static Map<String, String> whatGroupsShare(Map<String, String> attributes) {
    Map<String, String> shared = new HashMap<>(attributes);
    shared.keySet().removeAll(List.of("GROUP-ID", "URI", "CHANNELS"));
    return shared;
  }

  private static String lang(Representation representation) {
    return representation.lang().orElse("und");
  }

  private static Map<String, String> attributes(String line) {
    String list = line.substring(line.indexOf(':') + 1);
    Map<String, String> attributes = new HashMap<>();
    Matcher matcher = ATTRIBUTE.matcher(list);
    int end = 0;
    while (matcher.find()) {
      assertThat(matcher.start()).as(list).isEqualTo(end);
      end = matcher.end();
      assertThat(attributes.put(matcher.group(1), matcher.group(2).replace("\"", ""))).isNull();
    }
    assertThat(end).as(list).isEqualTo(list.length());
    return attributes;
  }
}
