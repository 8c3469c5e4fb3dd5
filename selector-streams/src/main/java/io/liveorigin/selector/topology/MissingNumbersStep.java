package io.liveorigin.selector.topology;

import io.liveorigin.selector.propose.MissingNumbers;

/** Looks at the numbers that no pipeline has published in time. */
final class MissingNumbersStep implements TickStep {
  private final MissingNumbers missingNumbers;
  private final AddressLooks looks;

  MissingNumbersStep(MissingNumbers missingNumbers, AddressLooks looks) {
    this.missingNumbers = missingNumbers;
    this.looks = looks;
  }

  @Override
  public void run(long now) {
    missingNumbers.run(now, DueLooksStep.LOOKS_PER_TICK, address -> looks.guarded(address, now));
  }
}
