package io.liveorigin.contract.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.FillerRecipe;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.RecordPosition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Values of {@code selections} and {@code selections.inits}: flat, so that a query needs no nesting
 * beyond the list of candidates. The schema is {@code docs/schemas/selection.json}.
 */
public final class DecisionJson {
  public static final int SCHEMA = 1;

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Document(
      int schema,
      String tenant,
      String event,
      String representation,
      Optional<Long> incarnation,
      Optional<Long> number,
      int revision,
      Optional<String> winner,
      Optional<String> winnerDigest,
      String reason,
      List<CandidateDocument> candidates,
      List<String> masked,
      long due,
      long decidedAt,
      String cell,
      Optional<Long> notBefore,
      Optional<Boolean> listedGap,
      Optional<Long> listedTimescale,
      Optional<Long> listedStart,
      Optional<Long> listedDuration,
      Optional<String> madeFromInit,
      Optional<Long> madeFromNumber,
      Optional<String> madeFromDigest,
      Optional<Integer> madeFromSize,
      Optional<Integer> madeFromVersion,
      Optional<List<ChangeDocument>> changes,
      Optional<Long> notAfter) {
    Document {
      WireJson.require("reason", reason);
      WireJson.require("candidates", candidates);
      candidates.forEach(c -> WireJson.require("candidates", c));
      WireJson.require("masked", masked);
      masked.forEach(m -> WireJson.require("masked", m));
      WireJson.require("cell", cell);
      listedTimescale.ifPresent(value -> TextChecks.notNegative("listedTimescale", value));
      listedDuration.ifPresent(value -> TextChecks.notNegative("listedDuration", value));
      madeFromNumber.ifPresent(value -> TextChecks.notNegative("madeFromNumber", value));
      madeFromSize.ifPresent(value -> TextChecks.notNegative("madeFromSize", value));
      if (revision < 1) {
        throw new OriginException(
            ErrorCode.INVALID_JSON, "revision must be at least 1, but is " + revision);
      }
    }
  }

  /** The number from which an init segment is in force. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record ChangeDocument(String init, long from, Optional<Long> listed) {
    ChangeDocument {
      WireJson.require("changes.init", init);
      TextChecks.notNegative("changes.from", from);
    }
  }

  /**
   * A candidate in a decision. Earlier versions of the selector also kept this form in their store
   * of candidates.
   */
  record CandidateDocument(
      String pipeline,
      String topic,
      int partition,
      long offset,
      String digest,
      int size,
      String contentType,
      long arrival,
      String facts,
      String defects) {

    CandidateDocument {
      NameRules.require("pipeline", pipeline);
      TextChecks.topic(WireJson.require("topic", topic));
      TextChecks.notNegative("partition", partition);
      TextChecks.notNegative("offset", offset);
      WireJson.require("digest", digest);
      TextChecks.notNegative("size", size);
      TextChecks.contentType(WireJson.require("contentType", contentType));
      WireJson.require("facts", facts);
      WireJson.require("defects", defects);
    }

    static CandidateDocument of(Candidate candidate) {
      return new CandidateDocument(
          candidate.pipeline(),
          candidate.position().topic(),
          candidate.position().partition(),
          candidate.position().offset(),
          candidate.digest().hex(),
          candidate.size(),
          candidate.contentType(),
          candidate.arrival(),
          FactsField.write(candidate.facts()),
          DefectsField.write(candidate.defects()));
    }

    Candidate candidate() {
      return new Candidate(
          pipeline,
          new RecordPosition(topic, partition, offset),
          new Digest(digest),
          size,
          contentType,
          arrival,
          FactsField.read(facts),
          DefectsField.read(defects));
    }
  }

  private DecisionJson() {}

  public static byte[] write(Decision decision) {
    Track track = decision.address().track();
    Optional<Long> number =
        decision.address() instanceof SegmentAddress segment
            ? Optional.of(segment.number())
            : Optional.empty();
    return WireJson.write(
        new Document(
            SCHEMA,
            track.event().tenant(),
            track.event().event(),
            track.representation(),
            Optional.of(track.incarnation()).filter(declared -> declared != 0),
            number,
            decision.revision(),
            decision.winner().map(Candidate::pipeline),
            decision.winner().map(w -> w.digest().hex()),
            decision.reason().wire(),
            decision.candidates().stream().map(CandidateDocument::of).toList(),
            decision.masked(),
            decision.due(),
            decision.decidedAt(),
            decision.cell(),
            Optional.of(decision.notBefore()).filter(instant -> instant > 0),
            listed(decision, Listing::gap),
            listed(decision, Listing::timescale),
            listed(decision, Listing::start),
            listed(decision, Listing::duration),
            decision.madeFrom().map(made -> made.init().hex()),
            source(decision).map(FillerRecipe.Source::number),
            source(decision).map(source -> source.digest().hex()),
            source(decision).map(FillerRecipe.Source::size),
            decision.madeFrom().map(FillerRecipe::version),
            Optional.of(decision.changes())
                .filter(changes -> changes.all().size() > 1)
                .map(DecisionJson::changes),
            Optional.of(decision.notAfter()).filter(instant -> instant > 0)));
  }

  private static List<ChangeDocument> changes(InitTimeline changes) {
    return changes.all().stream()
        .map(
            c ->
                new ChangeDocument(
                    c.init().hex(),
                    c.from(),
                    Optional.of(c.listed()).filter(number -> number > c.from())))
        .toList();
  }

  /** Reads the changes, which are written only if there are more than that of the winner. */
  private static InitTimeline changes(
      Document document, Address address, Optional<Candidate> winner) {
    if (document.changes().isEmpty()) {
      return Decision.first(address, winner);
    }
    try {
      return new InitTimeline(
          document.changes().get().stream()
              .map(c -> WireJson.require("changes", c))
              .map(c -> new InitChange(new Digest(c.init()), c.from(), c.listed().orElse(c.from())))
              .toList());
    } catch (IllegalArgumentException e) {
      throw new OriginException(ErrorCode.INVALID_JSON, e.getMessage());
    }
  }

  private static Optional<FillerRecipe.Source> source(Decision decision) {
    return decision.madeFrom().flatMap(FillerRecipe::source);
  }

  /** Returns a part of the listing, which is written only if it does not follow from the winner. */
  private static <T> Optional<T> listed(Decision decision, Function<Listing, T> part) {
    return Optional.of(decision).filter(d -> !d.listsWinner()).map(Decision::listing).map(part);
  }

  /**
   * Reads a decision. Throws {@link OriginException} if the document is not one, and nothing else.
   */
  public static Decision read(byte[] json) {
    Document document = WireJson.read(json, Document.class);
    Track track =
        new Track(
            new EventId(document.tenant(), document.event()),
            document.representation(),
            document.incarnation().orElse(0L));
    Address address =
        document.number().isPresent()
            ? new SegmentAddress(track, document.number().get())
            : new InitAddress(track);
    List<Candidate> candidates =
        document.candidates().stream().map(CandidateDocument::candidate).toList();
    Optional<Candidate> winner = winner(document, candidates);
    return new Decision(
        address,
        document.revision(),
        winner,
        Reason.of(document.reason())
            .orElseThrow(
                () ->
                    new OriginException(
                        ErrorCode.INVALID_JSON, "reason '" + document.reason() + "' is unknown")),
        candidates,
        document.masked(),
        document.due(),
        document.decidedAt(),
        document.cell(),
        document.notBefore().orElse(0L),
        listing(document, winner),
        madeFrom(document),
        changes(document, address, winner),
        document.notAfter().orElse(0L));
  }

  private static Optional<FillerRecipe> madeFrom(Document document) {
    return document
        .madeFromInit()
        .map(
            init ->
                new FillerRecipe(
                    new Digest(init),
                    document
                        .madeFromDigest()
                        .map(
                            digest ->
                                new FillerRecipe.Source(
                                    document.madeFromNumber().orElse(0L),
                                    new Digest(digest),
                                    document.madeFromSize().orElse(0))),
                    document.madeFromVersion().orElse(1)));
  }

  private static Listing listing(Document document, Optional<Candidate> winner) {
    if (document.listedGap().isEmpty()) {
      return Listing.of(winner);
    }
    return new Listing(
        document.listedGap().get(),
        document.listedTimescale().orElse(0L),
        document.listedStart().orElse(0L),
        document.listedDuration().orElse(0L));
  }

  private static Optional<Candidate> winner(Document document, List<Candidate> candidates) {
    if (document.winner().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        candidates.stream()
            .filter(c -> c.pipeline().equals(document.winner().get()))
            .filter(c -> c.digest().hex().equals(document.winnerDigest().orElse("")))
            .findFirst()
            .orElseThrow(
                () ->
                    new OriginException(
                        ErrorCode.INVALID_JSON, "winner is not one of the candidates")));
  }

  /** Writes the candidates of one segment, as earlier versions of the selector kept them. */
  public static byte[] writeCandidates(List<Candidate> candidates) {
    return WireJson.write(candidates.stream().map(CandidateDocument::of).toList());
  }

  public static List<Candidate> readCandidates(byte[] json) {
    CandidateDocument[] documents = WireJson.read(json, CandidateDocument[].class);
    return Arrays.stream(documents)
        .map(d -> WireJson.require("candidates", d).candidate())
        .toList();
  }
}
