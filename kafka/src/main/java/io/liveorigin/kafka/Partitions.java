package io.liveorigin.kafka;

import io.liveorigin.contract.address.Track;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Computes the partition of every topic in which the records of a track are. */
public final class Partitions {
  private Partitions() {}

  /**
   * Returns the partition of a track, as Kafka's own default partitioner computes it from the key.
   */
  public static int of(Track track, int partitions) {
    byte[] key = track.key().getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
