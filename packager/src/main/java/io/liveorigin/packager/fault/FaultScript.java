package io.liveorigin.packager.fault;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.json.JsonDocuments;
import java.util.ArrayList;
import java.util.List;

/**
 * The faults that a packager makes on purpose, as read from YAML ({@code docs/packager.md}). All
 * rules that cover a segment apply to it. Immutable.
 */
public record FaultScript(List<FaultRule> rules) {
  /** A script without faults. */
  public static final FaultScript NONE = new FaultScript(List.of());

  private static final int MAX_RULES = 1000;

  /** The document: its only key is {@code faults}. */
  private record Document(List<RuleText> faults) {}

  public FaultScript {
    rules = List.copyOf(rules);
  }

  /**
   * Reads a script. Throws {@link ErrorCode#INVALID_JSON} with the line, the key and the allowed
   * values.
   *
   * @param yaml UTF-8
   */
  public static FaultScript parse(byte[] yaml) {
    return JsonDocuments.readStrictYaml(yaml, Document.class, FaultScript::of);
  }

  private static FaultScript of(Document document) {
    List<RuleText> faults = document.faults();
    if (faults == null || faults.size() > MAX_RULES) {
      throw new OriginException(
          ErrorCode.INVALID_JSON, "faults must be a list of at most " + MAX_RULES + " rules");
    }
    List<FaultRule> rules = new ArrayList<>();
    for (int i = 0; i < faults.size(); i++) {
      if (faults.get(i) == null) {
        throw new OriginException(
            ErrorCode.INVALID_JSON, "faults[" + i + "] must be a rule with an action");
      }
      rules.add(faults.get(i).rule("faults[" + i + "]"));
    }
    return new FaultScript(rules);
  }

  /** Refuses a rule for a pipeline or representation that the event does not have. */
  public void requireKnown(EventDefinition event) {
    List<String> representations =
        event.representations().stream().map(Representation::id).toList();
    for (int i = 0; i < rules.size(); i++) {
      FaultRule rule = rules.get(i);
      require("faults[" + i + "].pipeline", rule.pipeline(), event.pipelines());
      require("faults[" + i + "].representation", rule.representation(), representations);
    }
  }

  private static void require(String key, String name, List<String> allowed) {
    if (!name.equals(FaultRule.ANY) && !allowed.contains(name)) {
      throw new OriginException(
          ErrorCode.INVALID_JSON,
          key + " must be * or one of " + String.join(", ", allowed) + ", but is '" + name + "'");
    }
  }

  /**
   * Returns the script with its relative numbers counted from the first number that is published.
   */
  public FaultPlan startingAt(long firstPublished) {
    return new FaultPlan(rules, firstPublished);
  }
}
