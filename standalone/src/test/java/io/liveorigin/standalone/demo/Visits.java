package io.liveorigin.standalone.demo;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.wire.DefectsField;
import java.util.List;
import java.util.Optional;

/** Visits for tests. */
public final class Visits {
  private Visits() {}

  public static SegmentAddress address(String representation, long number) {
    return new SegmentAddress(new Track(new EventId("demo", "clip"), representation, 0), number);
  }

  /** A 200 at once. */
  public static Visit served(String representation, long number, String pipeline) {
    return served(representation, number, pipeline, "", 0);
  }

  public static Visit served(
      String representation, long number, String pipeline, String defects, long heldMillis) {
    return new Visit(
        address(representation, number),
        List.of(200),
        Optional.of(
            new Visit.Copy(
                "\"" + number + "\"", pipeline, DefectsField.readDeclared(defects), heldMillis)));
  }

  public static Visit missed(String representation, long number, Integer... statuses) {
    return new Visit(address(representation, number), List.of(statuses), Optional.empty());
  }
}
