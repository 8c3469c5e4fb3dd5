package io.liveorigin.standalone.cli;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.TypeConversionException;

/**
 * Parses URLs as the user types them. The message does not quote a URL, because it may contain a
 * password.
 */
final class UrlParser {
  private UrlParser() {}

  @SuppressWarnings("UnusedException") // its message contains the URL
  static URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new TypeConversionException(
          "it is not a URL; write it as http://host:port, without spaces or other special"
              + " characters");
    }
  }
}
