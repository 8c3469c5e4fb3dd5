package io.liveorigin.access.token;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one CBOR data item of definite length (RFC 8949). Its allocations are bounded by the bytes
 * that are present, never by a length that they declare. Throws only {@link
 * TokenRejectedException}. For one thread.
 */
final class CborReader {
  /**
   * A token is nested less deeply: tags, an array, a map of claims, a map of components and a map
   * of matches.
   */
  private static final int DEEPEST = 10;

  private final ByteBuffer bytes;
  private final boolean shortest;

  private CborReader(byte[] bytes, boolean shortest) {
    this.bytes = ByteBuffer.wrap(bytes);
    this.shortest = shortest;
  }

  /** Reads the item. Nothing may follow it. */
  static Cbor read(byte[] bytes) {
    return read(new CborReader(bytes, false));
  }

  /**
   * Reads an item that is not covered by a signature. Lengths and numbers must have their shortest
   * form (RFC 8949, section 4.2.1), so that there are no other bytes for the same item.
   */
  static Cbor readShortest(byte[] bytes) {
    return read(new CborReader(bytes, true));
  }

  private static Cbor read(CborReader reader) {
    Cbor item = reader.item(0);
    if (reader.bytes.hasRemaining()) {
      throw malformed("there are bytes after its end");
    }
    return item;
  }

  private Cbor item(int depth) {
    if (depth > DEEPEST) {
      throw malformed("it is nested more than " + DEEPEST + " deep");
    }
    int first = next();
    int info = first & 0x1f;
    return switch (first >> 5) {
      case 0 -> new Cbor.Int(argument(info));
      case 1 -> new Cbor.Int(-1 - argument(info));
      case 2 -> new Cbor.Bytes(string(info));
      case 3 -> new Cbor.Text(text(string(info)));
      case 4 -> items(argument(info), depth);
      case 5 -> entries(argument(info), depth);
      case 6 -> new Cbor.Tagged(argument(info), item(depth + 1));
      default -> simple(info);
    };
  }

  private Cbor items(long count, int depth) {
    List<Cbor> items = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      // Each item takes at least one byte, so a count that is too large fails when the bytes end.
      items.add(item(depth + 1));
    }
    return new Cbor.Items(List.copyOf(items));
  }

  private Cbor entries(long count, int depth) {
    Map<Cbor, Cbor> entries = new LinkedHashMap<>();
    for (long i = 0; i < count; i++) {
      Cbor key = item(depth + 1);
      if (!(key instanceof Cbor.Int) && !(key instanceof Cbor.Text)) {
        throw malformed("a key is neither an integer nor a text string");
      }
      if (entries.put(key, item(depth + 1)) != null) {
        throw malformed("a key occurs twice");
      }
    }
    return new Cbor.Entries(entries);
  }

  private Cbor simple(int info) {
    return switch (info) {
      case 24 -> new Cbor.Simple(next());
      case 25 -> {
        need(2);
        yield new Cbor.Simple(bytes.getShort());
      }
      case 26 -> {
        need(4);
        yield new Cbor.Real(bytes.getFloat());
      }
      case 27 -> {
        need(8);
        yield new Cbor.Real(bytes.getDouble());
      }
      case 28, 29, 30, 31 -> throw malformed("a length is indefinite or reserved");
      default -> new Cbor.Simple(info);
    };
  }

  private long argument(int info) {
    if (info < 24) {
      return info;
    }
    int size = 1 << (info - 24);
    if (info > 27) {
      throw malformed("a length is indefinite or reserved");
    }
    need(size);
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = value << 8 | bytes.get() & 0xff;
    }
    if (value < 0) {
      throw malformed("a number is too large");
    }
    if (shortest && value < (size == 1 ? 24 : 1L << (4 * size))) {
      throw malformed("a length is not in its shortest form");
    }
    return value;
  }

  private byte[] string(int info) {
    long length = argument(info);
    need(length);
    byte[] string = new byte[(int) length];
    bytes.get(string);
    return string;
  }

  private static String text(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("a text string is not UTF-8");
    }
  }

  private int next() {
    need(1);
    return bytes.get() & 0xff;
  }

  private void need(long length) {
    if (length > bytes.remaining()) {
      throw malformed("it ends too early");
    }
  }

  private static TokenRejectedException malformed(String why) {
    return TokenRejectedException.invalid("the token cannot be read: " + why);
  }
}
