package io.liveorigin.standalone.cdn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * A file of {@code docs/cdn} with other settings. Each text that is replaced must be there exactly
 * once, above the end of the settings: all else is what we ship.
 */
record ShippedConfig(String text) {
  static final Path DIRECTORY = Path.of("..", "docs", "cdn").toAbsolutePath().normalize();
  private static final String END = "---- SETTINGS END ----";

  static ShippedConfig of(String file) {
    try {
      return new ShippedConfig(Files.readString(DIRECTORY.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ShippedConfig with(String setting, Object value) {
    int at = text.indexOf(setting);
    if (at < 0 || at > text.indexOf(END) || text.indexOf(setting, at + 1) >= 0) {
      throw new AssertionError("not exactly once in the settings: " + setting);
    }
    return new ShippedConfig(text.substring(0, at) + value + text.substring(at + setting.length()));
  }

  /** As {@code README.md} says: without the lines for njs, with the one that replaces them. */
  ShippedConfig withoutNjs() {
    return new ShippedConfig(
        text.lines()
            .filter(line -> !line.endsWith("# njs"))
            .map(line -> line.replace("# map \"\" $edge_early", "map \"\" $edge_early"))
            .collect(Collectors.joining("\n")));
  }

  Path write(Path file) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
