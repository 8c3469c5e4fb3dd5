package io.liveorigin.standalone.export;

import java.net.URI;

/**
 * A segment or an init segment.
 *
 * @param name where it lies in the folder; relative, and never above it
 * @param url where the origin has it
 */
record ExportFile(String name, URI url) {
  /**
   * One that lies below the event.
   *
   * @param event URL of the event, with a slash at its end
   */
  static ExportFile of(URI event, URI url) {
    String name = event.relativize(url.normalize()).toString();
    if (name.isEmpty()
        || name.startsWith("/")
        || name.contains("..")
        || name.contains("\\")
        || name.contains("?")
        || URI.create(name).isAbsolute()) {
      throw new ExportException("the origin lists " + url + ", which does not lie below " + event);
    }
    return new ExportFile(name, url);
  }
}
