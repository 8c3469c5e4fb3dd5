package io.liveorigin.standalone.secured;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The table of {@code docs/kafka-acls.md}: what is written there is what the tests grant. */
final class AclTable {
  private static final Path DOC = Path.of("../docs/kafka-acls.md");

  private AclTable() {}

  /**
   * One ACL of one part.
   *
   * @param part who needs it
   * @param operation as {@code kafka-acls.sh} writes it
   * @param name of the resource, with PIPELINE and CELL filled in
   * @param check what does not work without it
   * @param optional whether a part starts and works without it, but for the check
   */
  record Row(
      String part,
      String operation,
      ResourceType type,
      String name,
      PatternType pattern,
      String check,
      boolean optional) {
    AclBinding binding(String user) {
      return new AclBinding(
          new ResourcePattern(type, name, pattern),
          new AccessControlEntry(
              "User:" + user,
              "*",
              AclOperation.valueOf(upper(operation)),
              AclPermissionType.ALLOW));
    }

    /** What a message must say of it; groups of topics are told by their topics. */
    String named() {
      return name;
    }

    @Override
    public String toString() {
      return part + " without " + operation + " on " + type + " " + name + ": " + check;
    }
  }

  /** Those of a part, with pipeline a and the cell called cell. */
  static List<Row> of(String part) {
    return rows("a").stream().filter(row -> row.part().equals(part)).toList();
  }

  static List<AclBinding> bindings(String part, String pipeline, String user) {
    return rows(pipeline).stream()
        .filter(row -> row.part().equals(part))
        .map(row -> row.binding(user))
        .toList();
  }

  private static List<Row> rows(String pipeline) {
    try {
      return Files.readAllLines(DOC).stream()
          .filter(line -> line.matches("\\| (ingest|serving|set-up|analyst|support) \\|.*"))
          .flatMap(line -> expanded(line, pipeline).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Row> expanded(String line, String pipeline) {
    List<String> cells =
        Arrays.stream(line.split("\\|")).map(String::strip).filter(c -> !c.isEmpty()).toList();
    ResourceType type = ResourceType.valueOf(upper(cells.get(2)));
    List<Row> rows = new ArrayList<>();
    for (String operation : cells.get(1).split(", ")) {
      for (String name : cells.get(3).replace("`", "").split(", ")) {
        rows.add(
            new Row(
                cells.get(0),
                operation,
                type,
                name.replace("PIPELINE", pipeline).replace("CELL", "cell"),
                PatternType.valueOf(upper(cells.get(4))),
                cells.get(5).replace("(optional)", "").strip(),
                cells.get(5).contains("(optional)")));
      }
    }
    return rows;
  }

  /** {@code DescribeConfigs} and {@code transactional-id} as Kafka's constants. */
  private static String upper(String text) {
    return Arrays.stream(text.split("(?<=[a-z])(?=[A-Z])|-"))
        .map(word -> word.toUpperCase(Locale.ROOT))
        .collect(Collectors.joining("_"));
  }
}
