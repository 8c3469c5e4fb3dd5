package io.liveorigin.standalone.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of a run. Ports are on 127.0.0.1; 0 takes a free one.
 *
 * @param length duration from the moment the demo is ready; if absent, it runs until it is stopped
 * @param data directory of its state, which stays; if absent, a temporary directory
 * @param open whether everybody who reaches the ports may publish and administer
 * @param ports ports to listen on
 */
public record DemoSettings(
    Optional<Duration> length, Optional<Path> data, boolean open, Ports ports) {

  /** The port of each listener. */
  public record Ports(int serving, int ingestA, int ingestB, int admin, int kafka) {
    /** Takes a free port for each. */
    public static Ports free() {
      return new Ports(0, 0, 0, 0, 0);
    }
  }
}
