package io.liveorigin.standalone.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The static MPD of a view, in the form for the folder, where it lies beside its segments.
 *
 * @param text UTF-8
 * @param representations ids, each once
 * @param inits the init segments that it names
 * @param segments segments of each representation, ascending; playlists do not list all of them
 */
record VodMpd(
    String text,
    List<String> representations,
    List<ExportFile> inits,
    List<List<ExportFile>> segments) {
  private static final String BASE = "<BaseURL>../</BaseURL>";

  /**
   * Reads an MPD.
   *
   * @param url where it was found
   * @param event URL of the event
   */
  static VodMpd of(URI url, URI event, byte[] body) {
    Element mpd = parse(url, body).getDocumentElement();
    if (!mpd.getAttribute("type").equals("static")) {
      throw new ExportException(
          url + " has not ended: export a part that is over, or wait until it ends");
    }
    List<ExportFile> inits = new ArrayList<>();
    Map<String, List<ExportFile>> segments = new LinkedHashMap<>();
    NodeList periods = mpd.getElementsByTagName("Period");
    for (int i = 0; i < periods.getLength(); i++) {
      Element period = (Element) periods.item(i);
      String end =
          i + 1 < periods.getLength()
              ? ((Element) periods.item(i + 1)).getAttribute("start")
              : mpd.getAttribute("mediaPresentationDuration");
      Duration length = time(url, end).minus(time(url, period.getAttribute("start")));
      NodeList all = period.getElementsByTagName("Representation");
      for (int k = 0; k < all.getLength(); k++) {
        MpdRepresentation representation = new MpdRepresentation(url, (Element) all.item(k));
        inits.add(ExportFile.init(event, event.resolve(representation.initialization())));
        List<ExportFile> own =
            segments.computeIfAbsent(representation.id(), id -> new ArrayList<>());
        representation
            .segments(length)
            .forEach(segment -> own.add(ExportFile.of(event, event.resolve(segment))));
      }
    }
    return new VodMpd(
        new String(body, StandardCharsets.UTF_8).replaceFirst("\\s*" + BASE, ""),
        List.copyOf(segments.keySet()),
        inits.stream().distinct().toList(),
        List.copyOf(segments.values()));
  }

  private static Duration time(URI url, String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new ExportException(url + " has the invalid time '" + text + "'", e);
    }
  }

  private static Document parse(URI url, byte[] body) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(body));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new ExportException(url + " is not an MPD: " + e.getMessage(), e);
    }
  }
}
