package io.liveorigin.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.support.Samples;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/event-definition.md} agrees with the code. */
class EventDefinitionDocTest {
  private static String doc() throws IOException {
    return Files.readString(
        Path.of(System.getProperty("basedir", "."), "..", "docs", "event-definition.md"));
  }

  @Test
  void everyKeyHasARow() throws IOException {
    List<String> rows = doc().lines().filter(l -> l.startsWith("| `")).toList();
    Stream.concat(
            Stream.of(EventDefinition.class.getRecordComponents()),
            Stream.of(Representation.class.getRecordComponents()))
        .map(RecordComponent::getName)
        .forEach(
            key ->
                assertThat(rows)
                    .as(key)
                    .anyMatch(row -> row.split("\\|")[1].contains("`" + key + "`")));
  }

  @Test
  void everyDefaultIsTheDocumentedOne() throws IOException {
    EventDefinition event = Samples.event();
    String doc = doc();
    for (String row :
        List.of(
            "| `availabilityStartTime` | `" + event.availabilityStartTime() + "` |",
            "| `segmentDuration` | `{duration: 2, timescale: 1}` |",
            "| `startNumber` | `" + event.startNumber() + "` |",
            "| `initialization` | `" + event.initialization() + "` |",
            "| `media` | `" + event.media() + "` |",
            "| `timeShiftBufferDepth` | `" + event.timeShiftBufferDepth() + "` |",
            "| `expectedLatency` | `" + event.expectedLatency() + "` |",
            "| `patience` | `" + event.patience() + "` |",
            "| `retryDeadline` | `" + event.retryDeadline() + "` |",
            "| `fillPatience` | `"
                + event.missingNumberPatience()
                + "`, or what `retryDeadline` leaves |")) {
      assertThat(doc).contains(row);
    }
  }

  @Test
  void theExamplesAreAccepted() throws IOException {
    List<String> examples =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(doc())
            .results()
            .map((MatchResult r) -> r.group(1))
            .toList();
    assertThat(examples).hasSize(2);
    assertThat(read(examples.get(0))).isEqualTo(Samples.event());
    assertThat(read(examples.get(1)))
        .isEqualTo(ControlJson.readOperatorEvent(Samples.golden("event-full.json")));
  }

  private static EventDefinition read(String yaml) {
    return ControlJson.readOperatorEventYaml(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
