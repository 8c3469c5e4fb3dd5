package io.liveorigin.standalone.export;

import io.liveorigin.contract.address.UrlTemplate;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A representation in a period of an MPD. Attributes that its own template lacks are taken from the
 * template of its adaptation set (ISO/IEC 23009-1, 5.3.9.1).
 */
final class MpdRepresentation {
  private final URI url;
  private final Element element;
  private final List<Element> templates;

  /**
   * @param url URL of the MPD
   * @param element element of the representation
   */
  MpdRepresentation(URI url, Element element) {
    this.url = url;
    this.element = element;
    this.templates =
        Stream.of(element, (Element) element.getParentNode())
            .flatMap(parent -> template(parent).stream())
            .toList();
  }

  String id() {
    return element.getAttribute("id");
  }

  String initialization() {
    return format(UrlTemplate.parse(attribute("initialization")), 0);
  }

  /**
   * Returns the URLs of the segments of a period.
   *
   * @param length length of the period: whole segments, except for the rounding to milliseconds
   */
  List<String> segments(Duration length) {
    UrlTemplate media = UrlTemplate.parse(attribute("media"));
    if (media.has("Time")) {
      throw new ExportException(
          "the URLs of the event contain times ($Time$); such events cannot be exported yet");
    }
    long first = number("startNumber");
    double segment = 1000.0 * number("duration") / number("timescale");
    return LongStream.range(first, first + Math.round(length.toMillis() / segment))
        .mapToObj(number -> format(media, number))
        .toList();
  }

  private String format(UrlTemplate template, long number) {
    return template.format(id(), number, 0, Long.parseLong(element.getAttribute("bandwidth")));
  }

  private long number(String name) {
    return Long.parseLong(attribute(name));
  }

  private String attribute(String name) {
    return templates.stream()
        .filter(template -> template.hasAttribute(name))
        .findFirst()
        .map(template -> template.getAttribute(name))
        .orElseThrow(() -> new ExportException(url + " has no " + name + " of segments"));
  }

  private static Optional<Element> template(Element parent) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && child.getTagName().equals("SegmentTemplate")) {
        return Optional.of(child);
      }
    }
    return Optional.empty();
  }
}
