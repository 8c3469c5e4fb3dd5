package io.liveorigin.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.contract.support.PublicSchema;
import io.liveorigin.contract.support.Samples;
import io.liveorigin.contract.support.SchemaEvolution;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records of earlier versions are still in the logs of installations: {@code golden/earlier} is
 * frozen and never written anew. docs/analysts.md promises what this class tests.
 */
class EarlierFormatsTest {
  private static final String EARLIER = "earlier/";

  /** Facts as they were before samples, set-up, producer time and declarations were recorded. */
  private static final Facts FACTS =
      new Facts(
          List.of(new TrackFacts(1, 12_800, 22_912_000_000_000L, 50, 25_600, 0, true)),
          List.of("msdh", "msix"),
          1);

  @ParameterizedTest
  @ValueSource(
      strings = {"selection-fallback.json", "selection-init.json", "selection-masked.json"})
  void decisionsAreReadAndSatisfyTheSchema(String name) {
    byte[] json = Samples.goldenLine(EARLIER + name);
    Decision earlier = DecisionJson.read(json);
    Decision today = DecisionJson.read(Samples.goldenLine(name));
    assertThat(earlier.address()).isEqualTo(today.address());
    assertThat(earlier.revision()).isEqualTo(today.revision());
    assertThat(earlier.reason()).isEqualTo(today.reason());
    assertThat(earlier.winner().map(Candidate::digest))
        .isEqualTo(today.winner().map(Candidate::digest));
    assertThat(earlier.candidates().stream().map(Candidate::defects))
        .isEqualTo(today.candidates().stream().map(Candidate::defects).toList());
    assertThat(earlier.candidates()).allSatisfy(c -> assertThat(c.facts()).isIn(FACTS, Facts.NONE));
    assertThat(PublicSchema.of("selection").errors(json)).isEmpty();
  }

  @Test
  void candidatesOfAnEarlierStoreAreRead() {
    assertThat(DecisionJson.readCandidates(Samples.goldenLine(EARLIER + "candidates.json")))
        .extracting(Candidate::facts)
        .containsExactly(FACTS, FACTS);
  }

  /** The id does not depend on later additions: an old record and a new one are one defect. */
  @ParameterizedTest
  @ValueSource(strings = {"defect.json", "defect-missing.json"})
  void defectsAreReadAndSatisfyTheSchema(String name) {
    byte[] json = Samples.goldenLine(EARLIER + name);
    DefectRecord earlier = DefectRecord.read(json);
    assertThat(earlier.agreement()).isEmpty();
    assertThat(earlier.id()).isEqualTo(DefectRecord.read(Samples.goldenLine(name)).id());
    assertThat(PublicSchema.of("defect").errors(json)).isEmpty();
  }

  /** The other direction: yesterday's readers and schemas receive today's records. */
  @ParameterizedTest
  @CsvSource({
    "selection, selection-fallback.json",
    "selection, selection-init.json",
    "selection, selection-masked.json",
    "defect, defect.json",
    "defect, defect-missing.json"
  })
  void todaysRecordsSatisfyTheEarlierSchema(String schema, String golden) {
    PublicSchema earlier = PublicSchema.of(earlier(schema));
    assertThat(earlier.errors(Samples.goldenLine(golden))).isEmpty();
  }

  private static final String FRAME_RATE = "/$defs/representation/properties/frameRate";
  private static final String DURATION = "/$defs/duration";

  /**
   * Schemas that were widened: records about init segments have no number, as docs/analysts.md
   * states; a frame rate may be variable, and a duration may be written as 10m.
   */
  private static final Map<String, List<String>> DELIBERATE =
      Map.of(
          "defect",
          List.of("/required"),
          "event-definition",
          List.of(DURATION + "/pattern", FRAME_RATE + "/pattern"));

  @Test
  void unknownKeysAndUnknownFactsArePassedOver() {
    ObjectNode decision = (ObjectNode) Samples.tree(Samples.goldenLine("selection-fallback.json"));
    decision.putObject("later").put("x", 1);
    ObjectNode candidate = (ObjectNode) decision.get("candidates").get(1);
    candidate.put("later", true);
    candidate.put("facts", candidate.get("facts").asText() + ";later=7, ahead;of=\"its time\"");
    assertThat(DecisionJson.read(Samples.bytes(decision))).isEqualTo(Samples.fallback());
    ObjectNode defect = (ObjectNode) Samples.tree(Samples.goldenLine("defect.json"));
    defect.putArray("later").add("x");
    assertThat(DefectRecord.read(Samples.bytes(defect)))
        .isEqualTo(DefectRecord.read(Samples.goldenLine("defect.json")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"selection", "defect", "view", "mask", "invalidation", "event-definition"})
  void schemasOnlyGrowOptionalKeys(String name) {
    assertThat(SchemaEvolution.broken(earlier(name), PublicSchema.of(name).tree()))
        .extracting(broken -> broken.substring(0, broken.indexOf(": was")))
        .isEqualTo(DELIBERATE.getOrDefault(name, List.of()));
  }

  /** Keys that the schemas call optional are optional, and no earlier record is refused. */
  @Test
  void whatWasChangedDeliberatelyIsWider() {
    Set<String> required = new TreeSet<>();
    earlier("defect").get("required").forEach(key -> required.add(key.asText()));
    PublicSchema.of("defect").tree().get("required").forEach(key -> required.remove(key.asText()));
    assertThat(required).containsExactly("number");
    String pattern =
        PublicSchema.of("event-definition").tree().at(FRAME_RATE + "/pattern").asText();
    assertThat("25").matches(pattern);
    assertThat("30000/1001").matches(pattern);
    assertThat("variable").matches(pattern);
    String duration = PublicSchema.of("event-definition").tree().at(DURATION + "/pattern").asText();
    for (String text : List.of("PT2S", "PT0.5S", "PT1H30M", "P1DT1S", "PT720H")) {
      assertThat(text).matches(earlier("event-definition").at(DURATION + "/pattern").asText());
      assertThat(text).matches(duration);
    }
    assertThat("10m").matches(duration);
  }

  /** Without this test, the one above would pass even if the comparison found nothing. */
  @Test
  void eachKindOfBreakIsSeen() {
    seen("/required", s -> ((ArrayNode) s.get("required")).add("agreement"));
    seen("/required", s -> ((ArrayNode) s.get("required")).remove(0));
    seen(
        "/properties/digest: was removed",
        s -> ((ObjectNode) s.get("properties")).remove("digest"));
    seen("/properties/number/type", s -> at(s, "/properties/number").put("type", "string"));
    seen("/properties/number/maximum", s -> at(s, "/properties/number").put("maximum", 9));
    seen("/properties/severity/minimum", s -> at(s, "/properties/severity").put("minimum", 1));
    seen(
        "/properties/source/enum: \"ingest\"",
        s -> ((ArrayNode) s.at("/properties/source/enum")).remove(1));
    seen(
        "/properties/kind/anyOf/0/enum: \"late\"",
        s -> ((ArrayNode) s.at("/properties/kind/anyOf/0/enum")).remove(0));
    seen("/properties/kind/anyOf", s -> ((ArrayNode) s.at("/properties/kind/anyOf")).remove(1));
    seen("/additionalProperties", s -> s.put("additionalProperties", false));
    seen("/$defs/name/pattern", s -> at(s, "/$defs/name").put("pattern", "^a$"));
    seen("/properties/event/$ref", s -> at(s, "/properties/event").put("$ref", "#/$defs/x"));
    ObjectNode grown = PublicSchema.of("defect").tree().deepCopy();
    at(grown, "/properties").putObject("later").put("type", "string");
    ((ArrayNode) grown.at("/properties/source/enum")).add("viewer");
    assertThat(SchemaEvolution.broken(PublicSchema.of("defect").tree(), grown)).isEmpty();
  }

  private static void seen(String place, Consumer<ObjectNode> change) {
    JsonNode today = PublicSchema.of("defect").tree();
    ObjectNode changed = today.deepCopy();
    change.accept(changed);
    assertThat(SchemaEvolution.broken(today, changed)).singleElement().asString().contains(place);
  }

  private static ObjectNode at(ObjectNode schema, String pointer) {
    return (ObjectNode) schema.at(pointer);
  }

  private static JsonNode earlier(String schema) {
    return Samples.tree(Samples.golden(EARLIER + "schemas/" + schema + ".json"));
  }
}
