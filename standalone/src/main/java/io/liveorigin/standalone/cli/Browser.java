package io.liveorigin.standalone.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The browser of this desktop, started by the desktop's own program with fixed arguments. */
final class Browser {
  private Browser() {}

  /**
   * Returns the command that opens a URL; empty if there is no desktop.
   *
   * @param system name of the operating system, as in the property {@code os.name}
   * @param environment a desktop under Linux is known by its variables
   */
  static List<String> command(String system, Map<String, String> environment, URI url) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return List.of("open", url.toString());
    }
    if (name.startsWith("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler", url.toString());
    }
    boolean desktop =
        environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
    return desktop ? List.of("xdg-open", url.toString()) : List.of();
  }

  /** Starts a command without waiting for its end; returns whether it could be started. */
  static boolean start(List<String> command) {
    if (command.isEmpty()) {
      return false;
    }
    try {
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
