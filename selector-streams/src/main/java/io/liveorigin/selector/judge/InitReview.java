package io.liveorigin.selector.judge;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.media.inspect.InitInspector;
import java.util.List;

/** Checks an init segment against a definition that need not be in force. Pure. */
public final class InitReview {
  private InitReview() {}

  /** The defects of the init segment under that definition, as ingest would find them. */
  public static List<Defect> defects(
      byte[] init, EventDefinition definition, Representation declared) {
    return new InitInspector().inspect(init, definition, declared, DefectSource.SELECTOR).defects();
  }
}
