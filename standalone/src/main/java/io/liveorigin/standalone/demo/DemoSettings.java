package io.liveorigin.standalone.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the demo runs. Ports are on 127.0.0.1; 0 takes a free one.
 *
 * @param length how long, counted from ready; until it is stopped if absent
 * @param data where its state lies and stays; a temporary directory if absent
 * @param open whether everybody who reaches the ports may publish and administer
 * @param ports where it listens
 */
public record DemoSettings(
    Optional<Duration> length, Optional<Path> data, boolean open, Ports ports) {

  /** Listeners, by what they serve. */
  public record Ports(int serving, int ingestA, int ingestB, int admin, int kafka) {
    /** All free ones. */
    public static Ports free() {
      return new Ports(0, 0, 0, 0, 0);
    }
  }
}
