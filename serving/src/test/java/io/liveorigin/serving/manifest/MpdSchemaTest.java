package io.liveorigin.serving.manifest;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.liveorigin.contract.address.View;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationHistory;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.ProducerTimeType;
import io.liveorigin.serving.segment.EventInits;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.timeline.EventInitTimeline;
import io.liveorigin.serving.timeline.PublicationGap;
import io.liveorigin.serving.timeline.ReferenceTime;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MPDs are valid by the schema of ISO/IEC 23009-1, whatever is declared. */
class MpdSchemaTest {
  private static final Path XSD =
      Path.of(System.getProperty("basedir", "."), "..", "..", "shared", "schemas", "DASH-MPD.xsd");

  /** Of http://www.w3.org/XML/2008/06/xlink.xsd what the schema of MPDs refers to. */
  private static final String XLINK =
      """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
          targetNamespace="http://www.w3.org/1999/xlink">
        <xs:attribute name="href" type="xs:anyURI"/>
        <xs:attribute name="type" type="xs:string"/>
        <xs:attribute name="show" type="xs:string"/>
        <xs:attribute name="actuate" type="xs:string"/>
      </xs:schema>
      """;

  private static final long NOW = 1_700_000_000_000L;
  private static Schema schema;

  @BeforeAll
  static void read() throws Exception {
    assumeTrue(Files.isRegularFile(XSD), "SKIPPED: no schema of MPDs at " + XSD);
    String text =
        Files.readString(XSD)
            .replaceAll("schemaLocation=\"http://www.w3.org/XML/2008/06/xlink.xsd\"", "");
    SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    schema =
        factory.newSchema(
            new Source[] {
              new StreamSource(new StringReader(XLINK)), new StreamSource(new StringReader(text))
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void whateverIsDeclared(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      LiveEvent event = LiveEvent.of(Samples.definition(definition(random)));
      List<Representation> listed = new ArrayList<>(event.definition().representations());
      if (listed.size() > 1 && random.nextBoolean()) {
        listed.remove(random.nextInt(listed.size()));
      }
      long edge = event.schedule().liveEdge(NOW);
      Listing off = new Listing(false, 48_000, edge * 96_000 + 512, 96_256);
      byte[] mpd =
          Mpd.write(
              event,
              new PublishedEvent(
                  new EventInits(listed, NOW, changes(random, event, edge)),
                  Map.of("r0", Map.of(edge, off)),
                  said(random, event, edge),
                  clocks(random, listed, edge),
                  unpublished(random, listed, edge)),
              view(random, event, edge),
              random.nextBoolean()
                  ? Optional.of(new PublicUrl("https://cdn.example/live"))
                  : Optional.empty(),
              NOW);

      assertThatCode(
              () -> schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(mpd))))
          .as(new String(mpd, StandardCharsets.UTF_8))
          .doesNotThrowAnyException();
    }
  }

  private static View view(Random random, LiveEvent event, long edge) {
    long from = event.schedule().mediaStart(edge - random.nextInt(20)) / 1_000;
    String text =
        pick(random, "", "from-" + from + "/", "from-" + from + "-to-" + (from + 6) + "/")
            + pick(random, "", "only-r0/");
    return View.parse(text).orElseThrow();
  }

  private static EventInitTimeline changes(Random random, LiveEvent event, long edge) {
    InitTimeline changes = InitTimeline.only(Digest.of(new byte[] {0}));
    for (int i = random.nextInt(4); i > 0; i--) {
      changes = changes.with(new InitChange(Digest.of(new byte[] {(byte) i}), edge + 3 - 10 * i));
    }
    return new EventInitTimeline(Map.of(event.track("r0"), changes));
  }

  private static Map<String, ReferenceTime> clocks(
      Random random, List<Representation> listed, long edge) {
    Map<String, ReferenceTime> clocks = new HashMap<>();
    for (Representation representation : listed) {
      ProducerTimeType type = ProducerTimeType.values()[random.nextInt(2)];
      if (random.nextBoolean()) {
        clocks.put(
            representation.id(),
            new ReferenceTime(
                edge - 20, type, edge * 25_600, 12_800, NOW - random.nextInt(50_000), NOW));
      }
    }
    return clocks;
  }

  private static Failover unpublished(Random random, List<Representation> listed, long edge) {
    Map<String, SortedMap<Long, PublicationGap>> all = new HashMap<>();
    PublicationGap.State[] states = PublicationGap.State.values();
    for (Representation representation : listed) {
      for (int i = random.nextInt(12) - 4; i > 0; i--) {
        all.computeIfAbsent(representation.id(), id -> new TreeMap<>())
            .put(
                edge - random.nextInt(28),
                new PublicationGap(states[random.nextInt(3)], NOW - 5_000));
      }
    }
    return new Failover(edge - 13, 14, all, NOW - 9_000);
  }

  private static NotificationHistory said(Random random, LiveEvent event, long edge) {
    NotificationHistory history = NotificationHistory.NONE;
    for (int i = random.nextInt(6); i > 0; i--) {
      String value = pick(random, "start", "", "<Event id='x'>\"&amp;]]>{$", " two  spaces ");
      long from = Math.max(0, edge + random.nextInt(120) - 60);
      Optional<Long> to =
          pick(random, "to", "").isEmpty() ? Optional.empty() : Optional.of(from + i);
      history =
          history.with(
              Notification.announced(
                  event.id(), pick(random, "ad-break", "a._-1"), value, from, to),
              NOW - 200_000);
    }
    return history;
  }

  private static String definition(Random random) {
    List<String> representations = new ArrayList<>();
    for (int r = 0; r <= random.nextInt(4); r++) {
      String kind =
          pick(
              random,
              "\"contentType\":\"video\",\"codecs\":\"avc1.64001f\",\"width\":640,\"height\":360",
              "\"contentType\":\"video\",\"codecs\":\"hvc1.1.6.L93.90\","
                  + "\"frameRate\":\"30000/1001\"",
              "\"contentType\":\"video\",\"codecs\":\"avc1.64001f, mp4a.40.2\"",
              "\"contentType\":\"audio\",\"codecs\":\"mp4a.40.2\",\"audioSamplingRate\":48000,"
                  + "\"lang\":\"pt-BR\"",
              "\"contentType\":\"audio\",\"codecs\":\"ec-3\",\"timescale\":48000",
              "\"contentType\":\"text\",\"codecs\":\"wvtt\",\"lang\":\"en\"");
      String protection =
          pick(
              random,
              "",
              ",\"contentProtection\":[{\"schemeIdUri\":\"urn:mpeg:dash:mp4protection:2011\","
                  + "\"value\":\"cenc\",\"cenc:default_KID\":"
                  + "\"34e5db32-8625-47cd-ba06-68fca0655a72\"},"
                  + "{\"schemeIdUri\":\"urn:uuid:9a04f079-9840-4286-ab92-e65be0885f95\","
                  + "\"pro\":\"AAAA\",\"pssh\":\"AAAA\",\"robustness\":\"SL3000\"}]");
      representations.add(
          "{\"id\":\"r%d\",\"bandwidth\":5,%s%s%s}"
              .formatted(r, kind, protection, described(random, kind)));
    }
    return "{\"tenant\":\"t\",\"event\":\"e\",\"pipelines\":[\"a\"],\"timeShiftBufferDepth\":\"PT60S\""
        + pick(random, "", ",\"segmentDuration\":{\"duration\":60060,\"timescale\":30000}")
        + pick(random, "", ",\"media\":\"$RepresentationID$-$Time$.m4s\"")
        + pick(random, "", ",\"startTime\":\"2023-11-14T22:00:00Z\"")
        + pick(random, "", ",\"endTime\":\"2023-11-14T23:00:00Z\"")
        + pick(random, "", ",\"presentationDelay\":\"PT4.5S\"")
        + pick(
            random,
            "",
            ",\"latency\":{\"target\":\"PT3S\"}",
            ",\"latency\":{\"target\":\"PT3S\",\"min\":\"PT2S\",\"max\":\"PT6S\"}")
        + pick(random, "", ",\"playbackRate\":{\"min\":0.95,\"max\":1.05}")
        + ",\"representations\":["
        + String.join(",", representations)
        + "]}";
  }

  /** What a representation of that kind may say of itself. */
  private static String described(Random random, String kind) {
    String own =
        kind.contains("\"video\"")
            ? pick(random, "", ",\"accessibility\":[\"sign\"]")
                + pick(random, "", ",\"videoRange\":\"HLG\"", ",\"videoRange\":\"PQ\"")
                + pick(random, "", ",\"supplementalCodecs\":\"dvh1.08.07/db4h\"")
            : kind.contains("\"audio\"")
                ? pick(random, "", ",\"channels\":" + (1 + random.nextInt(24)))
                    + pick(
                        random,
                        "",
                        ",\"accessibility\":[\"enhanced-audio-intelligibility\",\"description\"]")
                : pick(random, "", ",\"accessibility\":[\"caption\",\"easyreader\"]");
    return own
        + pick(random, "", ",\"role\":\"main\"", ",\"role\":\"enhanced-audio-intelligibility\"")
        + pick(random, "", ",\"label\":\"Kamera <2> & mehr\"")
        + pick(
            random,
            "",
            ",\"inbandEvents\":[{\"scheme\":\"urn:scte:scte35:2013:bin\",\"value\":\"1\"},"
                + "{\"scheme\":\"https://aomedia.org/emsg/ID3\"}]");
  }

  private static String pick(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
