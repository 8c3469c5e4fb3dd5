package io.liveorigin.standalone.top;

import static io.liveorigin.standalone.analyse.Records.N;
import static io.liveorigin.standalone.analyse.Records.SCHEDULE;
import static io.liveorigin.standalone.analyse.Records.address;
import static io.liveorigin.standalone.analyse.Records.copy;
import static io.liveorigin.standalone.analyse.Records.decision;
import static io.liveorigin.standalone.analyse.Records.dropped;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.DefectSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tiles of the terminal are those of the console. */
class TileTest {
  private static final List<String> AB = List.of("a", "b");

  @Test
  void theLettersAreThoseOfTheConsole() throws IOException {
    String script =
        Files.readString(
            Path.of("../serving/src/main/resources/io/liveorigin/serving/console/tiles.js"));
    Set<String> letters =
        Pattern.compile("letter: '(.)'")
            .matcher(script)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    assertThat(Tile.ALL.stream().map(Tile::letter).collect(Collectors.toSet())).isEqualTo(letters);
  }

  @Test
  void everyLetterIsInTheDocumentation() throws IOException {
    String page = Files.readString(Path.of("../docs/operations.md"));
    String table = page.split("\n\\| tile \\|")[1].split("\n\n")[0];
    assertThat(Tile.ALL).allSatisfy(tile -> assertThat(table).contains("`" + tile.letter() + "`"));
  }

  @Test
  void viewersGotACopyOrNothing() {
    assertThat(Tile.ofViewers(Optional.empty(), AB)).isEqualTo(Tile.UNDECIDED);
    assertThat(viewers(of("-"))).isEqualTo(Tile.NOTHING);
    assertThat(viewers(of("b", copy("a", N, 0), copy("b", N, 0))))
        .isEqualTo(new Tile("b", Style.GOOD));
    assertThat(viewers(of("a", copy("a", N, 0, dropped(DefectSource.INGEST)))))
        .isEqualTo(new Tile("a", Style.BAD));
  }

  @Test
  void aPipelineDeliveredInTimeOrLateOrBadlyOrNot() {
    assertThat(Tile.ofPipeline(Optional.empty(), "a")).isEqualTo(Tile.UNDECIDED);
    assertThat(a(of("a", copy("a", N, -1)))).isEqualTo(Tile.CLEAN);
    assertThat(a(of("a", copy("a", N, 1)))).isEqualTo(Tile.LATE);
    assertThat(a(of("b", copy("b", N, 0)))).isEqualTo(Tile.MISSING);
    assertThat(a(of("a", copy("a", N, 1, dropped(DefectSource.INGEST))))).isEqualTo(Tile.DEFECTIVE);
    // The chosen copy counts, although a newer one came.
    assertThat(
            a(
                new Decision(
                    address("v0", N),
                    1,
                    Optional.of(copy("a", N, -5)),
                    Reason.values()[0],
                    List.of(copy("a", N, -5), copy("a", N, 9)),
                    List.of(),
                    SCHEDULE.due(N),
                    SCHEDULE.due(N),
                    "c")))
        .isEqualTo(Tile.CLEAN);
  }

  @Test
  void whatCameAfterAnEarlyDecisionIsNotKnownAndAMaskIsShown() {
    Decision early = decided(List.of(), SCHEDULE.due(N) - 1);
    assertThat(Tile.ofPipeline(Optional.of(early), "b")).isEqualTo(Tile.UNDECIDED);
    Decision masked = decided(List.of("b"), SCHEDULE.due(N) - 1);
    assertThat(Tile.ofPipeline(Optional.of(masked), "b")).isEqualTo(Tile.MASKED);
  }

  @Test
  void aPipelineWithALongNameIsItsPlaceInTheOrder() {
    assertThat(Tile.letter("main", List.of("main", "back"))).isEqualTo("1");
    assertThat(Tile.letter("back", List.of("main", "back"))).isEqualTo("2");
    assertThat(Tile.letter("a", AB)).isEqualTo("a");
    assertThat(Tile.letter("gone", AB)).isEqualTo("?");
  }

  private static Decision decided(List<String> masked, long at) {
    Candidate copy = copy("a", N, -900);
    return new Decision(
        address("v0", N),
        1,
        Optional.of(copy),
        Reason.values()[0],
        List.of(copy),
        masked,
        SCHEDULE.due(N),
        at,
        "c");
  }

  private static Decision of(String winner, Candidate... copies) {
    return decision(address("v0", N), 1, winner, Reason.values()[0], copies);
  }

  private static Tile viewers(Decision decision) {
    return Tile.ofViewers(Optional.of(decision), AB);
  }

  private static Tile a(Decision decision) {
    return Tile.ofPipeline(Optional.of(decision), "a");
  }
}
