package io.liveorigin.serving.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file of the console: a page, its style and its modules, as they are in this build. They show no
 * data themselves; all data comes from the admin API, with the credential that a person enters.
 *
 * @param contentType the media type
 * @param bytes the content; must not be changed
 */
public record ConsoleFile(String contentType, byte[] bytes) {
  private static final String HTML = "text/html;charset=utf-8";
  private static final String CSS = "text/css;charset=utf-8";
  private static final String MODULE = "text/javascript;charset=utf-8";

  private static final List<String> MODULES =
      List.of(
          "actions",
          "api",
          "arrival",
          "decisions",
          "dom",
          "events",
          "gestures",
          "help",
          "lane",
          "lanes",
          "main",
          "node",
          "range",
          "rows",
          "story",
          "stream",
          "strip",
          "tiles",
          "viewport");

  /** The path of the page. */
  public static final String PAGE = "/";

  private static final Map<String, ConsoleFile> ALL = all();

  private static Map<String, ConsoleFile> all() {
    Map<String, ConsoleFile> files = new LinkedHashMap<>();
    files.put(PAGE, read("index.html", HTML));
    files.put("/console/console.css", read("console.css", CSS));
    for (String module : MODULES) {
      files.put("/console/" + module + ".js", read(module + ".js", MODULE));
    }
    return Collections.unmodifiableMap(files);
  }

  private static ConsoleFile read(String name, String contentType) {
    try (InputStream in = ConsoleFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("this build has no file " + name + " of the console");
      }
      return new ConsoleFile(contentType, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the path of every file. */
  public static Set<String> paths() {
    return ALL.keySet();
  }

  /** Returns the file at one of {@link #paths}. */
  public static ConsoleFile at(String path) {
    return ALL.get(path);
  }
}
