package io.liveorigin.access.token;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A CBOR data item (RFC 8949), as far as tokens need it. An integer key differs from a text key,
 * and tags are kept; a mapping to JSON would lose both.
 */
sealed interface Cbor {
  /** Major types 0 and 1, within a {@code long}. */
  record Int(long value) implements Cbor {}

  /** A floating-point number: binary32 or binary64. */
  record Real(double value) implements Cbor {}

  /** Major type 2. The array must not be changed. */
  record Bytes(byte[] value) implements Cbor {}

  /** Major type 3. */
  record Text(String value) implements Cbor {}

  /** Major type 4. */
  record Items(List<Cbor> values) implements Cbor {}

  /**
   * Major type 5.
   *
   * @param entries keys are {@link Int} or {@link Text}, and all differ
   */
  record Entries(Map<Cbor, Cbor> entries) implements Cbor {
    Optional<Cbor> at(long key) {
      return Optional.ofNullable(entries.get(new Int(key)));
    }
  }

  /** Major type 6. */
  record Tagged(long tag, Cbor value) implements Cbor {}

  /** Simple values, and binary16, whose range is too small for any date. */
  record Simple(int value) implements Cbor {}
}
