package io.liveorigin.selector.store;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the output of {@link CompactWriter}. Throws {@link OriginException} if a value is cut off
 * or does not have this form: then the store is damaged. One thread.
 */
final class CompactReader {
  private final ByteBuffer in;

  CompactReader(byte[] value, int from) {
    this.in = ByteBuffer.wrap(value, from, value.length - from);
  }

  int octet() {
    try {
      return in.get() & 0xff;
    } catch (BufferUnderflowException e) {
      throw damaged("ends early");
    }
  }

  byte[] bytes(int count) {
    if (count < 0 || count > in.remaining()) {
      throw damaged("ends early");
    }
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  long unsigned() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = octet();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw damaged("has an integer of more than 64 bits");
  }

  long signed() {
    long value = unsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  /** The count of the items that follow, each of at least one byte. */
  int count() {
    long value = unsigned();
    if (value < 0 || value > in.remaining()) {
      throw damaged("has a count of " + value + ", but only " + in.remaining() + " bytes follow");
    }
    return (int) value;
  }

  int integer() {
    long value = unsigned();
    if (value != (int) value) {
      throw damaged("has " + value + " where a 32-bit integer is expected");
    }
    return (int) value;
  }

  String text() {
    return new String(bytes(count()), StandardCharsets.UTF_8);
  }

  void requireEnd() {
    if (in.hasRemaining()) {
      throw damaged("has " + in.remaining() + " bytes too many");
    }
  }

  static OriginException damaged(String how) {
    return new OriginException(ErrorCode.STORED_BYTES_DIFFER, "a stored value " + how);
  }
}
