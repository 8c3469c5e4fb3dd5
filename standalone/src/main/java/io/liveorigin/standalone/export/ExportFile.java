package io.liveorigin.standalone.export;

import java.net.URI;
import java.util.List;

/**
 * A segment or an init segment.
 *
 * @param name path in the folder; relative, and never above it
 * @param url URL at the origin
 * @param init whether it is an init segment, without which nothing plays
 */
record ExportFile(String name, URI url, boolean init) {
  /**
   * A segment below the URL of the event.
   *
   * @param event URL of the event, with a slash at its end
   */
  static ExportFile of(URI event, URI url) {
    return of(event, url, false);
  }

  /** An init segment below the URL of the event. */
  static ExportFile init(URI event, URI url) {
    return of(event, url, true);
  }

  private static ExportFile of(URI event, URI url, boolean init) {
    String name = event.relativize(url.normalize()).toString();
    if (name.isEmpty()
        || name.startsWith("/")
        || List.of(name.split("/")).contains("..")
        || name.contains("\\")
        || name.contains("?")
        || URI.create(name).isAbsolute()) {
      throw new ExportException("the origin lists " + url + ", which is not below " + event);
    }
    return new ExportFile(name, url, init);
  }
}
