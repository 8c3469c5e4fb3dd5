package io.liveorigin.standalone.doctor;

import io.liveorigin.standalone.doctor.check.Check;
import java.util.function.Consumer;

/**
 * One thing that is wrong.
 *
 * @param level the worst level that the check finds
 * @param text part of the line with that level
 */
record FaultCase(Check check, Level level, String text, Consumer<FactsFixture> change) {
  @Override
  public String toString() {
    return check.word() + ": " + text;
  }
}
