package io.liveorigin.standalone.cli;

import io.liveorigin.standalone.log.LogFormat;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a part that runs for long writes its log. */
final class LogOptions {
  @Option(
      names = "--log-format",
      defaultValue = "text",
      converter = Converter.class,
      paramLabel = "FORMAT",
      description =
          "Format of the log on standard error: text, or json for one JSON object a line"
              + " (default: ${DEFAULT-VALUE}).")
  private LogFormat format;

  /** Takes the lower-case names. */
  private static final class Converter implements ITypeConverter<LogFormat> {
    @Override
    public LogFormat convert(String text) {
      for (LogFormat format : LogFormat.values()) {
        if (format.name().toLowerCase(Locale.ROOT).equals(text)) {
          return format;
        }
      }
      throw new TypeConversionException("'" + text + "' must be text or json");
    }
  }

  void apply() {
    format.apply();
  }
}
