package io.liveorigin.access.token;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data item of CBOR (RFC 8949), as far as tokens need it. An integer key and a text key are two
 * keys, and tags are kept; mappers to JSON lose both.
 */
sealed interface Cbor {
  /** Major types 0 and 1, within a {@code long}. */
  record Int(long value) implements Cbor {}

  /** A number that is no integer: binary32 and binary64. */
  record Real(double value) implements Cbor {}

  /** Major type 2. The array is nobody's to change. */
  record Bytes(byte[] value) implements Cbor {}

  /** Major type 3. */
  record Text(String value) implements Cbor {}

  /** Major type 4. */
  record Items(List<Cbor> values) implements Cbor {}

  /**
   * Major type 5.
   *
   * @param entries keys are {@link Int} or {@link Text}, and no two alike
   */
  record Entries(Map<Cbor, Cbor> entries) implements Cbor {
    Optional<Cbor> at(long key) {
      return Optional.ofNullable(entries.get(new Int(key)));
    }
  }

  /** Major type 6. */
  record Tagged(long tag, Cbor value) implements Cbor {}

  /** Simple values, and binary16, which is too small for any time. */
  record Simple(int value) implements Cbor {}
}
