package io.liveorigin.selector.store;

import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of one unchecked copy that is kept until the init segment of its pipeline comes:
 * everything that inspection reads, without the media data.
 *
 * @param pipeline the pipeline that published it
 * @param digest the digest of the whole copy
 * @param bytes the output of {@code SegmentSkeleton}
 */
public record Skeleton(String pipeline, Digest digest, byte[] bytes) {
  private static final int VERSION = 1;
  private static final int DIGEST_BYTES = 32;

  public static Skeleton of(Candidate candidate, byte[] bytes) {
    return new Skeleton(candidate.pipeline(), candidate.digest(), bytes);
  }

  public boolean isOf(Candidate candidate) {
    return pipeline.equals(candidate.pipeline()) && digest.equals(candidate.digest());
  }

  /** The skeletons of one segment as a value of the store: a version, their count, then each. */
  static byte[] write(List<Skeleton> skeletons) {
    CompactWriter out = new CompactWriter();
    out.octet(VERSION);
    out.unsigned(skeletons.size());
    for (Skeleton skeleton : skeletons) {
      out.text(skeleton.pipeline);
      out.bytes(skeleton.digest.bytes());
      out.unsigned(skeleton.bytes.length);
      out.bytes(skeleton.bytes);
    }
    return out.toBytes();
  }

  static List<Skeleton> read(byte[] value) {
    CompactReader in = new CompactReader(value, 0);
    int version = in.octet();
    if (version != VERSION) {
      throw CompactReader.damaged(
          "has version " + version + ", but this node knows version " + VERSION);
    }
    int count = in.count();
    List<Skeleton> skeletons = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String pipeline = in.text();
      Digest digest = Digest.ofSha256(in.bytes(DIGEST_BYTES));
      skeletons.add(new Skeleton(pipeline, digest, in.bytes(in.integer())));
    }
    in.requireEnd();
    return skeletons;
  }
}
