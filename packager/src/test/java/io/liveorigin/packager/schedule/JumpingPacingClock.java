package io.liveorigin.packager.schedule;

/** A time that jumps to the instant that is waited for. One for each thread. */
public final class JumpingPacingClock implements PacingClock {
  private long now;

  public JumpingPacingClock(long start) {
    this.now = start;
  }

  @Override
  public synchronized long now() {
    return now;
  }

  @Override
  public synchronized void until(long instant) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    now = Math.max(now, instant);
  }
}
