package io.liveorigin.standalone.export;

import io.liveorigin.contract.address.UrlTemplate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The static MPD of a view, as it stands in the folder: beside its segments.
 *
 * @param text UTF-8
 * @param representations ids, each once
 * @param inits the init segments that it names
 */
record VodMpd(String text, List<String> representations, List<ExportFile> inits) {
  private static final String BASE = "<BaseURL>../</BaseURL>";

  /**
   * Reads one.
   *
   * @param url where it was found
   * @param event URL of the event
   */
  static VodMpd of(URI url, URI event, byte[] body) {
    Element mpd = parse(url, body).getDocumentElement();
    if (!mpd.getAttribute("type").equals("static")) {
      throw new ExportException(url + " goes on: export what has ended, or wait until it has");
    }
    List<String> representations = new ArrayList<>();
    List<ExportFile> inits = new ArrayList<>();
    NodeList all = mpd.getElementsByTagName("Representation");
    for (int i = 0; i < all.getLength(); i++) {
      Element representation = (Element) all.item(i);
      representations.add(representation.getAttribute("id"));
      inits.add(ExportFile.init(event, event.resolve(initialization(url, representation))));
    }
    return new VodMpd(
        new String(body, StandardCharsets.UTF_8).replaceFirst("\\s*" + BASE, ""),
        representations.stream().distinct().toList(),
        inits.stream().distinct().toList());
  }

  /** Of the representation's own template, or of that of its set (ISO/IEC 23009-1, 5.3.9.1). */
  private static String initialization(URI url, Element representation) {
    Element set = (Element) representation.getParentNode();
    Element template =
        child(representation, "SegmentTemplate")
            .filter(own -> own.hasAttribute("initialization"))
            .or(() -> child(set, "SegmentTemplate"))
            .orElseThrow(() -> new ExportException(url + " has no template of segments"));
    if (template.getAttribute("media").contains("$Time$")) {
      throw new ExportException(
          "the URLs of the event have times in them ($Time$); such events cannot be exported yet");
    }
    return UrlTemplate.parse(template.getAttribute("initialization"))
        .format(
            representation.getAttribute("id"),
            0,
            0,
            Long.parseLong(representation.getAttribute("bandwidth")));
  }

  private static Optional<Element> child(Element parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        return Optional.of(element);
      }
    }
    return Optional.empty();
  }

  private static Document parse(URI url, byte[] body) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(body));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new ExportException(url + " is no MPD: " + e.getMessage(), e);
    }
  }
}
