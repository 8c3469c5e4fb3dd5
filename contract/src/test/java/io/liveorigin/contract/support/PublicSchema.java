package io.liveorigin.contract.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One of the JSON Schemas in {@code docs/schemas}, as a consumer's validator sees it. */
public final class PublicSchema {
  private final JsonNode tree;
  private final Schema schema;

  private PublicSchema(JsonNode tree) {
    this.tree = tree;
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(tree);
  }

  /** Reads {@code docs/schemas/<name>.json}; tests run in the directory of their module. */
  public static PublicSchema of(String name) {
    Path file =
        Path.of(System.getProperty("basedir", "."), "..", "docs", "schemas", name + ".json");
    try {
      return new PublicSchema(Samples.tree(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new AssertionError("no schema " + file, e);
    }
  }

  /** Wraps a schema that is not, or no longer, in {@code docs/schemas}. */
  public static PublicSchema of(JsonNode tree) {
    return new PublicSchema(tree);
  }

  /** Returns the errors that the schema of schemas itself finds in a schema. */
  public static List<String> errorsOfSchema(JsonNode schema) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(
            com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
        .validate(schema)
        .stream()
        .map(Object::toString)
        .toList();
  }

  /** Returns the errors that the validator finds in a document; empty if it is valid. */
  public List<String> errors(JsonNode document) {
    return schema.validate(document).stream().map(Object::toString).toList();
  }

  public List<String> errors(byte[] document) {
    return errors(Samples.tree(document));
  }

  public JsonNode tree() {
    return tree;
  }
}
