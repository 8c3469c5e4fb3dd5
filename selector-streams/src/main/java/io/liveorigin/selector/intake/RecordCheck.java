package io.liveorigin.selector.intake;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.kafka.record.SegmentRecord;

/**
 * Checks a record against its own key and headers before it is used. Without this check, anyone who
 * can write to a topic could have other bytes served than those whose digest is recorded. Pure.
 * Costs 0.8 ms for each MiB, nearly all of it for the digest (docs/adr/0021).
 */
public final class RecordCheck {
  private RecordCheck() {}

  /**
   * Throws {@link ErrorCode#STORED_BYTES_DIFFER} if the partition or the bytes of the record
   * contradict its key or its digest.
   */
  public static void require(SegmentRecord record, int partition, int partitions, byte[] bytes) {
    int own = Partitions.of(record.address().track(), partitions);
    if (own != partition) {
      throw new OriginException(
          ErrorCode.STORED_BYTES_DIFFER,
          record.address() + " belongs to partition " + own + ", but is in partition " + partition);
    }
    Digest found = Digest.of(bytes);
    if (!found.equals(record.digest())) {
      throw new OriginException(
          ErrorCode.STORED_BYTES_DIFFER,
          "the digest of the bytes of "
              + record.address()
              + " is "
              + found
              + ", but the record has "
              + record.digest());
    }
  }
}
