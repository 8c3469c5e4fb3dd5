package io.liveorigin.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.Accessibility;
import io.liveorigin.contract.event.ContentSteering;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.InbandEvent;
import io.liveorigin.contract.event.Latency;
import io.liveorigin.contract.event.MediaRole;
import io.liveorigin.contract.event.PlaybackRate;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.event.VideoRange;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationSource;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.support.Generators;
import io.liveorigin.contract.support.PublicSchema;
import io.liveorigin.contract.support.Samples;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schemas agree with the code: consumers are built on them. */
class PublicSchemasTest {
  private final PublicSchema selection = PublicSchema.of("selection");
  private final PublicSchema defect = PublicSchema.of("defect");
  private final PublicSchema mask = PublicSchema.of("mask");
  private final PublicSchema notification = PublicSchema.of("notification");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "selection",
        "defect",
        "quarantine",
        "refusal",
        "view",
        "audit",
        "mask",
        "invalidation",
        "notification",
        "event-definition"
      })
  void isItselfValidAndNamesItsVersion(String name) {
    JsonNode schema = PublicSchema.of(name).tree();
    assertThat(PublicSchema.errorsOfSchema(schema)).isEmpty();
    assertThat(schema.path("$id").asText()).isEqualTo("urn:live-origin:schema:" + name + ":1");
    assertThat(DecisionJson.SCHEMA).isEqualTo(1);
    assertThat(DefectRecord.SCHEMA).isEqualTo(1);
  }

  @Test
  void whatIsQuarantinedFitsItsSchema() {
    PublicSchema schema = PublicSchema.of("quarantine");
    QuarantineRecord record =
        QuarantineRecord.ofRecord(
            "segment",
            new RecordPosition("segments.a", 1, 7),
            "caf\u00e9 " + "x".repeat(300),
            "no",
            1,
            "cell-1");
    QuarantineRecord step = QuarantineRecord.ofStep("look", 1, "t/e/v0/7", "no", 1, "cell-1");
    assertThat(schema.errors(record.toJson())).isEmpty();
    assertThat(schema.errors(step.toJson())).isEmpty();
  }

  @Test
  void aRefusedUploadFitsItsSchema() {
    RefusalRecord refusal =
        new RefusalRecord(
            1, "t/e", "a", "too-large", 3, 1, 2, "PUT /t/e/\u00e9" + "x".repeat(600), "no");
    RefusalRecord stranger =
        new RefusalRecord(1, RefusalRecord.NO_EVENT, "a", "unknown-event", 1, 1, 1, "PUT /", "no");
    PublicSchema schema = PublicSchema.of("refusal");
    assertThat(schema.errors(refusal.toJson())).isEmpty();
    assertThat(schema.errors(stranger.toJson())).isEmpty();
    assertThat(RefusalRecord.read(refusal.toJson())).isEqualTo(refusal);
  }

  @ParameterizedTest
  @CsvSource({
    "selection, selection-fallback.json",
    "selection, selection-init.json",
    "selection, selection-masked.json",
    "defect, defect.json",
    "defect, defect-missing.json",
    "view, view-response.json",
    "view, view-stall.json",
    "mask, control-mask.json",
    "invalidation, control-invalidation.json",
    "notification, control-notification.json",
    "notification, control-announcement.json",
    "notification, control-notification-revoked.json",
    "event-definition, control-event.json",
    "event-definition, control-event-defaults.json",
    "event-definition, event-minimal.json",
    "event-definition, event-full.json"
  })
  void acceptsTheGoldenDocuments(String schema, String golden) {
    assertThat(PublicSchema.of(schema).errors(Samples.golden(golden))).isEmpty();
  }

  /** With an empty schema the tests above would pass, so it must refuse what it should refuse. */
  @Test
  void whatIsRefusedFitsItsSchema() {
    RefusalRecord refusal =
        new RefusalRecord(
            1, "t/e", "a", "too-large", 3, 1, 2, "PUT /t/e/\u00e9" + "x".repeat(600), "no");
    RefusalRecord stranger =
        new RefusalRecord(1, RefusalRecord.NO_EVENT, "a", "unknown-event", 1, 1, 1, "PUT /", "no");
    PublicSchema schema = PublicSchema.of("refusal");
    assertThat(schema.errors(refusal.toJson())).isEmpty();
    assertThat(schema.errors(stranger.toJson())).isEmpty();
    assertThat(RefusalRecord.read(refusal.toJson())).isEqualTo(refusal);
  }

  @ParameterizedTest
  @CsvSource({
    "selection, selection-fallback.json",
    "defect, defect.json",
    "view, view-response.json",
    "view, view-stall.json",
    "mask, control-mask.json",
    "invalidation, control-invalidation.json",
    "notification, control-notification.json",
    "event-definition, event-full.json"
  })
  void refusesEachKeyOfAnotherTypeAndEachMissingOne(String name, String golden) {
    PublicSchema schema = PublicSchema.of(name);
    JsonNode document = Samples.tree(Samples.golden(golden));
    List<String> optional = new ArrayList<>();
    document
        .fieldNames()
        .forEachRemaining(
            key -> {
              ObjectNode wrong = document.deepCopy();
              wrong.putObject(key).put("wrong", "type").putArray("x");
              assertThat(schema.errors(wrong)).as(key).isNotEmpty();
              ObjectNode missing = document.deepCopy();
              missing.remove(key);
              if (schema.errors(missing).isEmpty()) {
                optional.add(key);
              }
            });
    Set<String> required = new TreeSet<>();
    schema.tree().get("required").forEach(k -> required.add(k.asText()));
    assertThat(optional).doesNotContainAnyElementsOf(required);
    assertThat(required).isNotEmpty();
  }

  /** A key that is added to a record must be added to its schema. */
  @Test
  void hasTheKeysOfTheRecords() {
    assertThat(keys(selection.tree())).isEqualTo(components(DecisionJson.Document.class));
    assertThat(keys(selection.tree().at("/$defs/candidate")))
        .isEqualTo(components(DecisionJson.CandidateDocument.class));
    assertThat(keys(defect.tree())).isEqualTo(components(DefectRecord.class));
    assertThat(keys(mask.tree())).isEqualTo(components(Mask.class));
    assertThat(keys(PublicSchema.of("view").tree())).isEqualTo(components(ViewRecord.class));
    assertThat(keys(notification.tree())).isEqualTo(components(Notification.class));
    JsonNode event = PublicSchema.of("event-definition").tree();
    assertThat(keys(event)).isEqualTo(components(EventDefinition.class));
    assertThat(keys(event.at("/properties/segmentDuration")))
        .isEqualTo(components(SegmentDuration.class));
    assertThat(keys(event.at("/$defs/representation"))).isEqualTo(components(Representation.class));
    assertThat(keys(event.at("/properties/latency"))).isEqualTo(components(Latency.class));
    assertThat(keys(event.at("/properties/playbackRate")))
        .isEqualTo(components(PlaybackRate.class));
    assertThat(keys(event.at("/properties/steering"))).isEqualTo(components(ContentSteering.class));
    assertThat(keys(event.at("/$defs/representation/properties/inbandEvents/items")))
        .isEqualTo(components(InbandEvent.class));
  }

  @Test
  void hasTheClosedSetsOfTheCode() {
    assertThat(texts(selection.tree().at("/properties/reason/enum")))
        .containsExactlyElementsOf(Arrays.stream(Reason.values()).map(Reason::wire).toList());
    assertThat(texts(notification.tree().at("/properties/source/enum")))
        .containsExactlyElementsOf(
            Arrays.stream(NotificationSource.values()).map(NotificationSource::wire).toList());
    JsonNode representation =
        PublicSchema.of("event-definition").tree().at("/$defs/representation/properties");
    assertThat(texts(representation.at("/role/enum")))
        .containsExactlyElementsOf(Arrays.stream(MediaRole.values()).map(MediaRole::wire).toList());
    assertThat(texts(representation.at("/accessibility/items/enum")))
        .containsExactlyElementsOf(
            Arrays.stream(Accessibility.values()).map(Accessibility::wire).toList());
    assertThat(texts(representation.at("/videoRange/enum")))
        .containsExactlyElementsOf(
            Arrays.stream(VideoRange.values()).map(VideoRange::wire).toList());
    assertThat(texts(defect.tree().at("/properties/source/enum")))
        .containsExactlyElementsOf(
            Arrays.stream(DefectSource.values()).map(DefectSource::wire).toList());
    assertThat(texts(defect.tree().at("/properties/kind/anyOf/0/enum")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(DefectKind.values())
                .filter(k -> k != DefectKind.CUSTOM)
                .map(DefectKind::wire)
                .toList());
  }

  @Test
  void whatPlayersReportHasItsClosedSetsAndIsReadBack() {
    JsonNode properties = PublicSchema.of("view").tree().get("properties");
    assertThat(texts(properties.at("/kind/enum")))
        .containsExactlyElementsOf(
            Arrays.stream(ViewRecord.Kind.values()).map(ViewRecord.Kind::wire).toList());
    assertThat(texts(properties.at("/located/enum")))
        .containsExactlyElementsOf(
            Arrays.stream(ViewRecord.Located.values()).map(ViewRecord.Located::wire).toList());
    for (String golden : List.of("view-response.json", "view-stall.json")) {
      byte[] line = Samples.goldenLine(golden);
      assertThat(ViewRecord.read(line).toJson()).isEqualTo(line);
    }
  }

  @Test
  void acceptsKeysOfALaterVersionInTopics() {
    ObjectNode decision = (ObjectNode) Samples.tree(Samples.golden("selection-fallback.json"));
    assertThat(selection.errors(decision.put("later", 1))).isEmpty();
    ObjectNode record = (ObjectNode) Samples.tree(Samples.golden("defect.json"));
    assertThat(defect.errors(record.put("later", 1))).isEmpty();
    ObjectNode own = (ObjectNode) Samples.tree(Samples.golden("control-mask.json"));
    assertThat(mask.errors(own.put("later", 1))).isNotEmpty();
  }

  @Provide
  Arbitrary<Decision> decisions() {
    return Generators.decisions();
  }

  @Provide
  Arbitrary<Defect> defects() {
    return Generators.defects();
  }

  @Provide
  Arbitrary<Mask> masks() {
    return Generators.masks();
  }

  @Property(tries = 300)
  void acceptsEveryDecisionThatWeWrite(@ForAll("decisions") Decision decision) {
    assertThat(selection.errors(DecisionJson.write(decision))).isEmpty();
  }

  @Property(tries = 300)
  void acceptsEveryDefectThatWeWrite(@ForAll("defects") Defect any) {
    DefectRecord record = DefectRecord.of(Samples.SEGMENT, Samples.valid("a").with(any), any, 0);
    assertThat(defect.errors(record.toJson())).isEmpty();
  }

  @Property(tries = 300)
  void acceptsEveryMaskThatWeWrite(@ForAll("masks") Mask any) {
    assertThat(mask.errors(ControlJson.write(any))).isEmpty();
  }

  @Provide
  Arbitrary<Notification> notifications() {
    return Generators.notifications();
  }

  @Property(tries = 300)
  void acceptsEveryNotificationThatWeWrite(@ForAll("notifications") Notification any) {
    assertThat(notification.errors(ControlJson.write(any))).isEmpty();
    assertThat(ControlJson.readNotification(ControlJson.write(any))).isEqualTo(any);
  }

  private static Set<String> keys(JsonNode schema) {
    Set<String> keys = new TreeSet<>();
    schema.get("properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static Set<String> components(Class<? extends Record> type) {
    Set<String> names = new TreeSet<>();
    for (RecordComponent component : type.getRecordComponents()) {
      names.add(component.getName());
    }
    return names;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(t -> texts.add(t.asText()));
    return texts;
  }
}
