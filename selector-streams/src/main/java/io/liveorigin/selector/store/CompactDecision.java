package io.liveorigin.selector.store;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.FillerRecipe;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.wire.DecisionJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A decision as a value of the store: a version, the revision, then the content of the topic's JSON
 * except the address, which is the key. Values of earlier versions consist of the revision as four
 * bytes and JSON; they are read, too. The first byte distinguishes them, because no revision
 * reaches 16 million.
 */
public final class CompactDecision {
  private static final int VERSION = 2;

  /** The same format without the listing, which followed from the winner. */
  private static final int WITHOUT_LISTING = 1;

  /**
   * The same format with the changes of init segments, for a decision whose changes do not follow
   * from the winner.
   */
  private static final int WITH_CHANGES = 3;

  /** The listing follows from the winner; has other times; is a gap. */
  private static final int OF_WINNER = 0;

  private static final int TIMES = 1;
  private static final int GAP = 2;

  /** The recipe of a filler, after the listing: unknown; an init segment; also a segment. */
  private static final int NOT_MADE = 0;

  private static final int OF_INIT = 1;
  private static final int OF_SOURCE = 2;
  private static final int DIGEST_BYTES = 32;
  private static final int JSON_AT = Integer.BYTES;

  private CompactDecision() {}

  /** Returns the value of a decision. */
  public static byte[] write(Decision decision) {
    boolean changed =
        !decision.changes().equals(Decision.first(decision.address(), decision.winner()));
    CompactWriter out = new CompactWriter();
    out.octet(changed ? WITH_CHANGES : VERSION);
    out.unsigned(decision.revision());
    out.octet(code(decision.reason()));
    out.unsigned(winner(decision) + 1);
    out.unsigned(decision.masked().size());
    decision.masked().forEach(out::text);
    out.signed(decision.due());
    out.signed(decision.decidedAt() - decision.due());
    out.text(decision.cell());
    listing(out, decision);
    if (decision.reason() == Reason.FILLED) {
      madeFrom(out, decision.madeFrom());
    }
    if (changed) {
      changes(out, decision.changes());
    }
    CompactCandidates.write(out, decision.candidates());
    return out.toBytes();
  }

  private static void changes(CompactWriter out, InitTimeline changes) {
    out.unsigned(changes.all().size());
    for (InitChange change : changes.all()) {
      out.bytes(change.init().bytes());
      out.unsigned(change.from());
      out.unsigned(change.listed() - change.from());
    }
  }

  private static InitChange change(Digest init, long from, long listed) {
    if (listed < from) {
      throw CompactReader.damaged(
          "lists an init segment from " + listed + " that is in force from " + from);
    }
    return new InitChange(init, from, listed);
  }

  private static InitTimeline changes(CompactReader in) {
    int count = in.count();
    List<InitChange> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Digest init = Digest.ofSha256(in.bytes(DIGEST_BYTES));
      long from = notNegative(in);
      all.add(change(init, from, from + notNegative(in)));
    }
    try {
      return new InitTimeline(all);
    } catch (IllegalArgumentException e) {
      throw CompactReader.damaged(e.getMessage());
    }
  }

  private static void listing(CompactWriter out, Decision decision) {
    Listing listing = decision.listing();
    if (decision.listsWinner()) {
      out.octet(OF_WINNER);
    } else if (listing.gap()) {
      out.octet(GAP);
    } else {
      out.octet(TIMES);
      out.unsigned(listing.timescale());
      out.signed(listing.start());
      out.unsigned(listing.duration());
    }
  }

  /** Empty if the listing follows from the winner. */
  private static Optional<Listing> listing(CompactReader in) {
    return switch (in.octet()) {
      case OF_WINNER -> Optional.empty();
      case GAP -> Optional.of(Listing.GAP);
      case TIMES -> Optional.of(new Listing(false, notNegative(in), in.signed(), notNegative(in)));
      default -> throw CompactReader.damaged("has a listing of an unknown kind");
    };
  }

  private static void madeFrom(CompactWriter out, Optional<FillerRecipe> made) {
    out.octet(made.isEmpty() ? NOT_MADE : made.get().source().isEmpty() ? OF_INIT : OF_SOURCE);
    if (made.isPresent()) {
      out.bytes(made.get().init().bytes());
      out.unsigned(made.get().version());
      made.get()
          .source()
          .ifPresent(
              source -> {
                out.unsigned(source.number());
                out.bytes(source.digest().bytes());
                out.unsigned(source.size());
              });
    }
  }

  private static Optional<FillerRecipe> madeFrom(CompactReader in) {
    int kind = in.octet();
    if (kind == NOT_MADE) {
      return Optional.empty();
    }
    if (kind != OF_INIT && kind != OF_SOURCE) {
      throw CompactReader.damaged("has a filler source of an unknown kind");
    }
    Digest init = Digest.ofSha256(in.bytes(DIGEST_BYTES));
    int version = in.integer();
    Optional<FillerRecipe.Source> source =
        kind == OF_INIT
            ? Optional.empty()
            : Optional.of(
                new FillerRecipe.Source(
                    notNegative(in), Digest.ofSha256(in.bytes(DIGEST_BYTES)), in.integer()));
    return Optional.of(new FillerRecipe(init, source, version));
  }

  private static long notNegative(CompactReader in) {
    long value = in.unsigned();
    if (value < 0) {
      throw CompactReader.damaged("lists " + value);
    }
    return value;
  }

  /** The revision of the stored value, without reading the rest. */
  static int revision(byte[] value) {
    return json(value) ? java.nio.ByteBuffer.wrap(value).getInt() : compact(value).integer();
  }

  /**
   * Reads a value of this version, or of an earlier one.
   *
   * @param address the key of the value
   * @throws io.liveorigin.contract.error.OriginException ({@code stored-bytes-differ}) if the value
   *     is damaged
   */
  public static Decision read(Address address, byte[] value) {
    if (json(value)) {
      return DecisionJson.read(java.util.Arrays.copyOfRange(value, JSON_AT, value.length));
    }
    CompactReader in = compact(value);
    int revision = in.integer();
    if (revision < 1) {
      throw CompactReader.damaged("has the revision " + revision);
    }
    Reason reason = reason(in.octet());
    int winner = in.integer() - 1;
    int count = in.count();
    List<String> masked = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      masked.add(in.text());
    }
    long due = in.signed();
    long decidedAt = due + in.signed();
    String cell = in.text();
    Optional<Listing> listing = value[0] == WITHOUT_LISTING ? Optional.empty() : listing(in);
    Optional<FillerRecipe> made = reason == Reason.FILLED ? madeFrom(in) : Optional.empty();
    Optional<InitTimeline> changes =
        value[0] == WITH_CHANGES ? Optional.of(changes(in)) : Optional.empty();
    List<Candidate> candidates = CompactCandidates.readList(in);
    in.requireEnd();
    if (winner >= candidates.size()) {
      throw CompactReader.damaged("names a winner that does not exist");
    }
    Optional<Candidate> chosen =
        winner < 0 ? Optional.empty() : Optional.of(candidates.get(winner));
    return new Decision(
        address,
        revision,
        chosen,
        reason,
        candidates,
        masked,
        due,
        decidedAt,
        cell,
        0,
        listing.orElseGet(() -> Listing.of(chosen)),
        made,
        changes.orElseGet(() -> Decision.first(address, chosen)),
        0);
  }

  private static boolean json(byte[] value) {
    return value.length > JSON_AT && value[0] == 0 && value[JSON_AT] == '{';
  }

  private static CompactReader compact(byte[] value) {
    CompactReader in = new CompactReader(value, 0);
    int version = in.octet();
    if (version < WITHOUT_LISTING || version > WITH_CHANGES) {
      throw CompactReader.damaged(
          "has version "
              + version
              + ", but this node knows versions "
              + WITHOUT_LISTING
              + " to "
              + WITH_CHANGES);
    }
    return in;
  }

  /** The index of the winner, found as in JSON: the first candidate of that pipeline and digest. */
  private static int winner(Decision decision) {
    if (decision.winner().isEmpty()) {
      return -1;
    }
    for (int i = 0; i < decision.candidates().size(); i++) {
      if (decision.candidates().get(i).sameCopy(decision.winner().get())) {
        return i;
      }
    }
    throw CompactReader.damaged("would name a winner that is not one of the candidates");
  }

  /** The stored code. It is not the ordinal, which may change. */
  private static int code(Reason reason) {
    return switch (reason) {
      case PREFERRED_VALID -> 0;
      case FALLBACK_BAD -> 1;
      case FALLBACK_DUE -> 2;
      case LEAST_BAD -> 3;
      case UPGRADE -> 4;
      case MASK -> 5;
      case OPERATOR -> 6;
      case UNCHECKED -> 7;
      case RECHECKED -> 8;
      case UNREADABLE -> 9;
      case MISSING -> 10;
      case FILLED -> 11;
    };
  }

  private static Reason reason(int code) {
    for (Reason reason : Reason.values()) {
      if (code(reason) == code) {
        return reason;
      }
    }
    throw CompactReader.damaged("has the unknown reason " + code);
  }
}
