package io.liveorigin.standalone.cli;

import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.error.FailureText;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files that people write. */
final class InputFiles {
  private InputFiles() {}

  /** Reads an event definition: JSON if the name ends in {@code .json}, else YAML. */
  static EventDefinition read(Path file) {
    byte[] content = bytes(file);
    try {
      return file.toString().endsWith(".json")
          ? ControlJson.readOperatorEvent(content)
          : ControlJson.readOperatorEventYaml(content);
    } catch (OriginException e) {
      throw new InputException(file + ": " + e.getMessage(), e);
    }
  }

  /** Returns the first line of a file that holds a secret. */
  static String firstLine(Path file) {
    return new String(bytes(file), StandardCharsets.UTF_8)
        .lines()
        .findFirst()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .orElseThrow(() -> new InputException(file + " must have a secret on its first line"));
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new InputException(file + " does not exist", e);
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + FailureText.of(e), e);
    }
  }
}
