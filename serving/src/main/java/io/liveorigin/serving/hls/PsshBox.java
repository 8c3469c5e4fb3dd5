package io.liveorigin.serving.hls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * The data with which a DRM system requests a key (ISO/IEC 23001-7, 8.1).
 *
 * @param system the DRM system
 * @param data the system's own; for PlayReady a PlayReady object
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PsshBox(UUID system, byte[] data) {
  private static final int TYPE = 0x70737368;
  private static final int KEY_ID = 16;

  /** Reads a box that has exactly these bytes; empty if they are not one. */
  static Optional<PsshBox> read(byte[] bytes) {
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      boolean fits = in.getInt() == bytes.length && in.getInt() == TYPE;
      int version = in.getInt() >>> 24;
      UUID system = new UUID(in.getLong(), in.getLong());
      for (int ids = version == 0 ? 0 : in.getInt(); ids > 0; ids--) {
        in.get(new byte[KEY_ID]);
      }
      fits &= in.getInt() == in.remaining();
      byte[] data = new byte[in.remaining()];
      in.get(data);
      return fits ? Optional.of(new PsshBox(system, data)) : Optional.empty();
    } catch (BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  /**
   * Decodes base64 as manifests have it, with white space; empty if it is malformed or has no
   * bytes.
   */
  static Optional<byte[]> decode(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
      return Optional.of(bytes).filter(b -> b.length > 0);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
