package io.liveorigin.selector.topology;

import io.liveorigin.selector.propose.Holes;

/** Looks at the numbers that nobody has published in time. */
final class HoleLooks implements TickStep {
  private final Holes holes;
  private final Looks looks;

  HoleLooks(Holes holes, Looks looks) {
    this.holes = holes;
    this.looks = looks;
  }

  @Override
  public void run(long now) {
    holes.run(now, DueLooks.LOOKS_PER_TICK, address -> looks.guarded(address, now));
  }
}
