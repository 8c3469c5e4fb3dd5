package io.liveorigin.standalone.cli;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.analyse.words.DefectWords;
import java.io.PrintWriter;

/** Warns of init segments that contradict a definition. */
final class DefinitionWarnings {
  private DefinitionWarnings() {}

  /**
   * Prints one line for each contradiction. They are warnings, because the definition may be ahead
   * of the packagers.
   */
  static void print(AdminClient client, EventDefinition definition, PrintWriter out) {
    client
        .review(definition)
        .forEach(
            init ->
                init.defects()
                    .forEach(
                        defect ->
                            out.println(
                                "  warning: the init segment of "
                                    + init.representation()
                                    + " from "
                                    + init.pipeline()
                                    + ": "
                                    + DefectWords.of(defect.kind(), defect.parameters()))));
    out.flush();
  }
}
