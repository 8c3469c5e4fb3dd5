package io.liveorigin.serving.manifest;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes indented XML into memory; the platform's writer does the escaping. Not thread-safe. */
final class XmlWriter {
  /** Characters that XML 1.0 cannot contain, not even escaped (section 2.2). */
  private static final Pattern ILLEGAL =
      Pattern.compile("[^\\x09\\x0a\\x0d\\x20-\\ud7ff\\ue000-\\ufffd\\x{10000}-\\x{10ffff}]");

  @FunctionalInterface
  private interface Step {
    void run() throws XMLStreamException;
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
  private final XMLStreamWriter writer;
  private int depth;

  XmlWriter() {
    try {
      writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
      writer.writeStartDocument("UTF-8", "1.0");
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  XmlWriter open(String element) {
    return step(
        () -> {
          indent();
          writer.writeStartElement(element);
          depth++;
        });
  }

  XmlWriter close() {
    return step(
        () -> {
          depth--;
          indent();
          writer.writeEndElement();
        });
  }

  /** Writes an element that may have attributes, but neither text nor elements. */
  XmlWriter empty(String element) {
    return step(
        () -> {
          indent();
          writer.writeEmptyElement(element);
        });
  }

  XmlWriter text(String element, String text) {
    return step(
        () -> {
          indent();
          writer.writeStartElement(element);
          writer.writeCharacters(legal(text));
          writer.writeEndElement();
        });
  }

  XmlWriter attribute(String name, Object value) {
    return step(() -> writer.writeAttribute(name, legal(value.toString())));
  }

  XmlWriter attribute(String name, Optional<?> value) {
    value.ifPresent(v -> attribute(name, v));
    return this;
  }

  byte[] toBytes() {
    step(
        () -> {
          writer.writeCharacters("\n");
          writer.writeEndDocument();
          writer.close();
        });
    return bytes.toByteArray();
  }

  private void indent() throws XMLStreamException {
    writer.writeCharacters("\n" + "  ".repeat(depth));
  }

  private static String legal(String text) {
    return ILLEGAL.matcher(text).replaceAll("\ufffd");
  }

  private XmlWriter step(Step step) {
    try {
      step.run();
      return this;
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  private static OriginException failed(XMLStreamException cause) {
    return new OriginException(ErrorCode.INTERNAL, "the manifest cannot be written", cause);
  }

  @Override
  public String toString() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
