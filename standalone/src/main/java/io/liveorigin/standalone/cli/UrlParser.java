package io.liveorigin.standalone.cli;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.TypeConversionException;

/** URLs as they are typed. The message does not quote one: it may have a password. */
final class UrlParser {
  private UrlParser() {}

  @SuppressWarnings("UnusedException") // its message has the URL
  static URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new TypeConversionException(
          "it is not a URL; write it as http://host:port, without spaces and other special"
              + " characters");
    }
  }
}
