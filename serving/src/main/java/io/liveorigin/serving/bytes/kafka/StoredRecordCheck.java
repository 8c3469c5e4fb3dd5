package io.liveorigin.serving.bytes.kafka;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.kafka.record.SegmentRecord;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares a record with the decision about it. Pure. */
final class StoredRecordCheck {
  private StoredRecordCheck() {}

  /**
   * The record's bytes if they are the chosen ones, by offset, key, number, digest header and the
   * digest of the bytes themselves; otherwise throws {@link ErrorCode#STORED_BYTES_DIFFER}.
   */
  static ByteBuffer verify(StoredSegment expected, ConsumerRecord<String, ByteBuffer> record) {
    same(expected, "offset", expected.position().offset(), record.offset());
    if (record.key() == null || record.value() == null) {
      throw differ(expected, "the record has no key or no value");
    }
    SegmentRecord found = header(expected, record);
    same(expected, "address", expected.address(), found.address());
    same(expected, "digest header", expected.digest(), found.digest());
    same(expected, "digest of the bytes", expected.digest(), Digest.of(record.value()));
    return record.value();
  }

  private static SegmentRecord header(
      StoredSegment expected, ConsumerRecord<String, ByteBuffer> record) {
    try {
      return SegmentRecord.read(record.topic(), record.key(), record.headers());
    } catch (OriginException e) {
      throw differ(expected, e.getMessage());
    }
  }

  private static void same(StoredSegment expected, String what, Object wanted, Object found) {
    if (!wanted.equals(found)) {
      throw differ(expected, what + " is " + found + ", but must be " + wanted);
    }
  }

  private static OriginException differ(StoredSegment expected, String detail) {
    return new OriginException(ErrorCode.STORED_BYTES_DIFFER, expected.position() + ": " + detail);
  }
}
