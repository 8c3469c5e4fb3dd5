package io.liveorigin.selector.store;

import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DecisionJson;
import java.util.ArrayList;
import java.util.List;

/**
 * Candidates of one address as a value of the store: a version, their count, then each. A flag
 * marks properties that a candidate shares with the one before it, as epoch-locked copies do. The
 * JSON that earlier versions stored is read, too.
 */
public final class CompactCandidates {
  private static final int VERSION = 1;

  /** The first byte of every JSON list, which is never a version. */
  private static final int JSON = '[';

  private static final int SEGMENTS_TOPIC = 1;
  private static final int INITS_TOPIC = 2;
  private static final int SAME_TYPE = 4;
  private static final int SAME_FACTS = 8;
  private static final int DIGEST_BYTES = 32;

  private CompactCandidates() {}

  /** Returns the value of the candidates of one address. */
  public static byte[] write(List<Candidate> candidates) {
    CompactWriter out = new CompactWriter();
    out.octet(VERSION);
    write(out, candidates);
    return out.toBytes();
  }

  /**
   * Reads a value of this version, or of an earlier one.
   *
   * @throws io.liveorigin.contract.error.OriginException ({@code stored-bytes-differ}) if the value
   *     is damaged
   */
  public static List<Candidate> read(byte[] value) {
    if (value.length > 0 && value[0] == JSON) {
      return DecisionJson.readCandidates(value);
    }
    CompactReader in = new CompactReader(value, 0);
    int version = in.octet();
    if (version != VERSION) {
      throw CompactReader.damaged(
          "has version " + version + ", but this node knows version " + VERSION);
    }
    List<Candidate> candidates = readList(in);
    in.requireEnd();
    return candidates;
  }

  static void write(CompactWriter out, List<Candidate> candidates) {
    out.unsigned(candidates.size());
    String type = "";
    Facts facts = Facts.NONE;
    long arrival = 0;
    for (Candidate candidate : candidates) {
      String topic = candidate.position().topic();
      boolean segments = topic.equals(Topics.segments(candidate.pipeline()));
      boolean inits = topic.equals(Topics.inits(candidate.pipeline()));
      boolean sameType = candidate.contentType().equals(type);
      boolean sameFacts = candidate.facts().equals(facts);
      out.octet(
          (segments ? SEGMENTS_TOPIC : 0)
              | (inits ? INITS_TOPIC : 0)
              | (sameType ? SAME_TYPE : 0)
              | (sameFacts ? SAME_FACTS : 0));
      out.text(candidate.pipeline());
      if (!segments && !inits) {
        out.text(topic);
      }
      out.unsigned(candidate.position().partition());
      out.unsigned(candidate.position().offset());
      out.bytes(candidate.digest().bytes());
      out.unsigned(candidate.size());
      if (!sameType) {
        out.text(candidate.contentType());
      }
      out.signed(candidate.arrival() - arrival);
      if (!sameFacts) {
        CompactFacts.write(out, candidate.facts());
      }
      CompactFacts.write(out, candidate.defects());
      type = candidate.contentType();
      facts = candidate.facts();
      arrival = candidate.arrival();
    }
  }

  static List<Candidate> readList(CompactReader in) {
    int count = in.count();
    List<Candidate> candidates = new ArrayList<>(count);
    String type = "";
    Facts facts = Facts.NONE;
    long arrival = 0;
    for (int i = 0; i < count; i++) {
      int flags = in.octet();
      String pipeline = in.text();
      String topic = topic(flags, pipeline, in);
      RecordPosition position = new RecordPosition(topic, in.integer(), in.unsigned());
      Digest digest = Digest.ofSha256(in.bytes(DIGEST_BYTES));
      int size = in.integer();
      type = (flags & SAME_TYPE) != 0 ? type : in.text();
      arrival += in.signed();
      facts = (flags & SAME_FACTS) != 0 ? facts : CompactFacts.read(in);
      candidates.add(
          new Candidate(
              pipeline,
              position,
              digest,
              size,
              type,
              arrival,
              facts,
              CompactFacts.readDefects(in)));
    }
    return candidates;
  }

  private static String topic(int flags, String pipeline, CompactReader in) {
    if ((flags & SEGMENTS_TOPIC) != 0) {
      return Topics.segments(pipeline);
    }
    return (flags & INITS_TOPIC) != 0 ? Topics.inits(pipeline) : in.text();
  }
}
