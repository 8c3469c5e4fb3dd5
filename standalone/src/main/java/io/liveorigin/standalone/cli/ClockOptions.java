package io.liveorigin.standalone.cli;

import io.liveorigin.contract.json.DurationText;
import java.time.Clock;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How far the machine's clock may be off. */
final class ClockOptions {
  @Option(
      names = "--clock-bound",
      defaultValue = "500ms",
      paramLabel = "DURATION",
      description =
          "How far this machine's clock may differ from the brokers' time. Beyond this, the"
              + " node is not ready and claims nothing that depends on the time (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration bound;

  /** For tests of wrong clocks. */
  @Option(
      names = "--clock-offset",
      defaultValue = "0s",
      converter = SignedDuration.class,
      hidden = true,
      paramLabel = "DURATION",
      description = "For tests: sets this process's clock ahead, or back (-60s).")
  private Duration offset;

  /** Converts a duration that may be negative. */
  private static final class SignedDuration implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return DurationText.parse(text)
          .orElseThrow(() -> new TypeConversionException("'" + text + "' is not a duration"));
    }
  }

  Duration bound() {
    return bound;
  }

  Clock of(Clock machine) {
    return offset.isZero() ? machine : Clock.offset(machine, offset);
  }
}
