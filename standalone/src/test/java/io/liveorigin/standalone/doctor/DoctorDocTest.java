package io.liveorigin.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.standalone.doctor.check.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of checks in docs/operations.md. */
class DoctorDocTest {
  @Test
  void everyCheckHasARowAndNoOtherHas() throws IOException {
    String page = Files.readString(Path.of("../docs/operations.md"));
    String section = page.split("### Check an installation\n")[1].split("\n### ")[0];
    List<String> rows =
        section
            .lines()
            .filter(line -> line.startsWith("| `"))
            .flatMap(line -> Stream.of(line.split("\\|")[1].split(",")))
            .map(cell -> Pattern.compile("[` ]").matcher(cell).replaceAll(""))
            .toList();
    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Check.values()).map(Check::word).toList());
  }
}
