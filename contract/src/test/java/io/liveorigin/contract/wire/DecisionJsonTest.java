package io.liveorigin.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.support.Generators;
import io.liveorigin.contract.support.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionJsonTest {
  /** Keys that may be absent: an init decision has no number, a masked one no winner. */
  private static final Set<String> OPTIONAL = Set.of("number", "winner", "winnerDigest");

  @Provide
  Arbitrary<Decision> decisions() {
    return Generators.decisions();
  }

  @Provide
  Arbitrary<List<Candidate>> candidates() {
    return Generators.candidates().list().ofMaxSize(4);
  }

  @Property(tries = 500)
  void readsWhatItWrites(@ForAll("decisions") Decision decision) {
    assertThat(DecisionJson.read(DecisionJson.write(decision))).isEqualTo(decision);
  }

  @Property(tries = 500)
  void readsTheCandidatesItWrites(@ForAll("candidates") List<Candidate> candidates) {
    assertThat(DecisionJson.readCandidates(DecisionJson.writeCandidates(candidates)))
        .isEqualTo(candidates);
  }

  static Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    selection().fieldNames().forEachRemaining(keys::add);
    keys.removeAll(OPTIONAL);
    return keys;
  }

  static Set<String> candidateKeys() {
    Set<String> keys = new TreeSet<>();
    selection().get("candidates").get(0).fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aMissingOrNullKeyIsRefusedByName(String key) {
    ObjectNode missing = selection();
    missing.remove(key);
    refuse(missing, key);
    ObjectNode none = selection();
    none.putNull(key);
    refuse(none, key);
  }

  @ParameterizedTest
  @MethodSource("candidateKeys")
  void aMissingOrNullKeyOfACandidateIsRefusedByName(String key) {
    ObjectNode missing = selection();
    ((ObjectNode) missing.get("candidates").get(0)).remove(key);
    refuse(missing, key);
    ObjectNode none = selection();
    ((ObjectNode) none.get("candidates").get(0)).putNull(key);
    refuse(none, key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "tenant;       \"a/b\";    tenant must be",
        "number;       -1;         segment number must be",
        "number;       \"x\";      number",
        "revision;     0;          revision must be at least 1, but is 0",
        "reason;       \"luck\";   reason 'luck' is unknown",
        "winner;       \"c\";      winner is not one of the candidates",
        "winnerDigest; \"00\";     winner is not one of the candidates",
        "candidates;   [null];     candidates",
        "candidates;   {};         candidates",
        "masked;       [null];     masked",
        "due;          \"soon\";   due"
      })
  void aWrongValueIsRefused(String key, String value, String message) {
    ObjectNode json = selection();
    json.set(key, Samples.tree(value.getBytes(StandardCharsets.UTF_8)));
    refuse(json, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "digest  | \"ABC\"                        | digest must be 64 lower-case hex digits",
        "facts   | \"track;id=x\"                 | facts.id must be an integer",
        "facts   | \"?\"                          | not a structured-field list",
        "defects | \"burnt;source=ingest\"        | defect 'burnt' must be one of the documented",
        "defects | \"late\"                       | source must be packager, ingest or selector",
        "defects | \"late;source=\\\"viewer\\\"\"  | but is 'viewer'"
      })
  void aWrongValueOfACandidateIsRefused(String key, String value, String message) {
    ObjectNode json = selection();
    ((ObjectNode) json.get("candidates").get(0))
        .set(key, Samples.tree(value.getBytes(StandardCharsets.UTF_8)));
    refuse(json, message);
  }

  @Test
  void aDecisionWithoutWinnerHasNoWinnerKeys() {
    JsonNode json = Samples.tree(DecisionJson.write(Samples.maskedAway()));
    assertThat(json.has("winner")).isFalse();
    assertThat(json.has("winnerDigest")).isFalse();
    assertThat(Samples.tree(DecisionJson.write(Samples.initDecision())).has("number")).isFalse();
  }

  @Provide
  Arbitrary<String> hostile() {
    String golden =
        new String(Samples.goldenLine("selection-fallback.json"), StandardCharsets.UTF_8);
    Arbitrary<String> cut =
        Arbitraries.integers().between(0, golden.length() - 1).map(n -> golden.substring(0, n));
    Arbitrary<String> spoiled =
        Arbitraries.integers()
            .between(0, golden.length() - 1)
            .flatMap(
                n ->
                    Arbitraries.of("", "\"", "0", "null", "{", "\\", "é")
                        .map(s -> golden.substring(0, n) + s + golden.substring(n + 1)));
    return Arbitraries.oneOf(
        cut, spoiled, Arbitraries.strings(), Arbitraries.just("[".repeat(5000)));
  }

  /** No record in a topic can stop a reader with an unexpected exception. */
  @Property
  void hostileTextOnlyEverThrowsOurException(@ForAll("hostile") String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertReadsOrRefuses(() -> DecisionJson.read(bytes));
    assertReadsOrRefuses(() -> DecisionJson.readCandidates(bytes));
    assertReadsOrRefuses(() -> DefectRecord.read(bytes));
    assertReadsOrRefuses(() -> ControlJson.readEvent(bytes));
    assertReadsOrRefuses(() -> ControlJson.readOperatorEvent(bytes));
    assertReadsOrRefuses(() -> ControlJson.readOperatorEventYaml(bytes));
    assertReadsOrRefuses(() -> ControlJson.readMask(bytes));
  }

  private static void assertReadsOrRefuses(Runnable read) {
    try {
      read.run();
    } catch (OriginException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static ObjectNode selection() {
    return (ObjectNode) Samples.tree(Samples.goldenLine("selection-fallback.json"));
  }

  private static void refuse(ObjectNode json, String message) {
    assertThatThrownBy(() -> DecisionJson.read(Samples.bytes(json)))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining(message);
  }
}
