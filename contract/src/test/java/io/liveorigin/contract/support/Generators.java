package io.liveorigin.contract.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.FillerRecipe;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationSource;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.InitSetup;
import io.liveorigin.contract.segment.ProducerTimeType;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.segment.TrackFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generators of any value of the contract's records, for properties. */
public final class Generators {
  private Generators() {}

  public static Arbitrary<String> names() {
    return Arbitraries.strings()
        .withChars("aZ09._-")
        .ofMinLength(1)
        .ofMaxLength(64)
        .filter(NameRules::isName);
  }

  public static Arbitrary<Track> tracks() {
    return Combinators.combine(names(), names(), names(), incarnations())
        .as(
            (tenant, event, id, incarnation) ->
                new Track(new EventId(tenant, event), id, incarnation));
  }

  /**
   * Returns incarnations of events that were declared before incarnations existed, and of later
   * ones.
   */
  public static Arbitrary<Long> incarnations() {
    return Arbitraries.of(0L, 1L, 1_800_000_000_123L);
  }

  public static Arbitrary<Long> numbers() {
    return Arbitraries.longs().between(0, SegmentAddress.MAX_NUMBER);
  }

  public static Arbitrary<SegmentAddress> segments() {
    return Combinators.combine(tracks(), numbers()).as(SegmentAddress::new);
  }

  public static Arbitrary<Digest> digests() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(8).map(Digest::of);
  }

  /** Returns any facts. Boxes come from the network, so they may have any 64 bits and any brand. */
  public static Arbitrary<Facts> facts() {
    Arbitrary<TrackFacts> track =
        Combinators.combine(
                Arbitraries.longs(),
                Arbitraries.longs().between(0, 4_294_967_295L),
                Arbitraries.longs(),
                Arbitraries.longs(),
                Arbitraries.longs(),
                Arbitraries.longs(),
                Arbitraries.of(true, false),
                Arbitraries.oneOf(Arbitraries.just(0L), Arbitraries.longs()))
            .as(TrackFacts::new);
    Arbitrary<Optional<InitSetup>> setup =
        Arbitraries.strings()
            .withChars("0123456789abcdef")
            .ofLength(16)
            .flatMap(
                hex ->
                    Arbitraries.of(
                        new InitSetup(hex, hex), new InitSetup(hex, hex, Optional.of(hex))))
            .optional();
    Arbitrary<String> brand =
        Arbitraries.oneOf(
            Arbitraries.of("msdh", "msix", "cmfs", "qt  ", "    ", "", "a\"b\\"),
            Arbitraries.strings().ofLength(4));
    return Combinators.combine(
            track.list().ofMaxSize(4),
            brand.list().ofMaxSize(6),
            Arbitraries.integers().greaterOrEqual(0),
            Arbitraries.longs().between(0, 4_000_000_000_000L).optional(),
            setup,
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            Arbitraries.of(ProducerTimeType.class).optional())
        .as(
            (tracks, brands, fragments, time, own, inherits, declared, type) ->
                new Facts(
                    tracks,
                    brands,
                    fragments,
                    time.map(OptionalLong::of).orElseGet(OptionalLong::empty),
                    own,
                    inherits,
                    declared,
                    type));
  }

  public static Arbitrary<Defect> defects() {
    Arbitrary<String> name =
        Arbitraries.oneOf(
            Arbitraries.of(DefectKind.values())
                .filter(k -> k != DefectKind.CUSTOM)
                .map(DefectKind::wire),
            Arbitraries.strings()
                .withChars("ab-1")
                .ofMinLength(1)
                .ofMaxLength(20)
                .map("x-"::concat));
    Arbitrary<Object> value =
        Arbitraries.oneOf(
            Arbitraries.longs()
                .between(-Defect.MAX_INTEGER, Defect.MAX_INTEGER)
                .map(v -> (Object) v),
            Arbitraries.of(true, false).map(v -> (Object) v),
            Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(128).map(v -> (Object) v));
    Arbitrary<Map<String, Object>> parameters =
        Arbitraries.maps(
                Arbitraries.of("count", "delta", "timescale", "x", "a.b", "c_d", "e-f", "g*"),
                value)
            .ofMaxSize(4);
    return Combinators.combine(name, parameters, Arbitraries.of(DefectSource.values()))
        .as(Defect::new);
  }

  public static Arbitrary<Candidate> candidates() {
    return Combinators.combine(
            names(),
            Combinators.combine(
                    names(),
                    Arbitraries.integers().between(0, 1023),
                    Arbitraries.longs().greaterOrEqual(0))
                .as(RecordPosition::new),
            digests(),
            Arbitraries.integers().greaterOrEqual(0),
            Arbitraries.of("video/mp4", "audio/mp4", "application/mp4"),
            Arbitraries.longs().between(0, 4_000_000_000_000L),
            facts(),
            defects().list().ofMaxSize(3))
        .as(Candidate::new);
  }

  public static Arbitrary<Decision> decisions() {
    return Combinators.combine(
            unchanged(), changes(), Arbitraries.longs().between(0, 4_000_000_000_000L))
        .as(
            (decision, changes, notAfter) ->
                decision.address() instanceof InitAddress
                    ? changed(decision, changes, notAfter)
                    : decision);
  }

  private static Decision changed(Decision of, InitTimeline changes, long notAfter) {
    return new Decision(
        of.address(),
        of.revision(),
        of.winner(),
        of.reason(),
        of.candidates(),
        of.masked(),
        of.due(),
        of.decidedAt(),
        of.cell(),
        of.notBefore(),
        of.listing(),
        of.madeFrom(),
        changes,
        notAfter);
  }

  /** Returns timelines of an init segment that was replaced at least once. */
  private static Arbitrary<InitTimeline> changes() {
    return numbers()
        .set()
        .ofMinSize(2)
        .ofMaxSize(4)
        .map(
            numbers ->
                new InitTimeline(
                    numbers.stream()
                        .sorted()
                        .map(n -> new InitChange(Digest.of(n.toString().getBytes(UTF_8)), n, n))
                        .toList()));
  }

  private static Arbitrary<Decision> unchanged() {
    Arbitrary<Address> address =
        Arbitraries.oneOf(
            segments().map(a -> (Address) a), tracks().map(t -> (Address) new InitAddress(t)));
    Arbitrary<List<Candidate>> candidates =
        candidates().list().ofMaxSize(3).uniqueElements(c -> c.pipeline() + c.digest());
    Arbitrary<Long> instants = Arbitraries.longs().between(0, 4_000_000_000_000L);
    return Combinators.combine(
            address,
            Arbitraries.integers().greaterOrEqual(1),
            Arbitraries.of(Reason.values()),
            candidates,
            names().list().ofMaxSize(2),
            instants,
            instants,
            names())
        .flatAs(
            (a, revision, reason, all, masked, due, decidedAt, cell) ->
                Combinators.combine(
                        winners(all),
                        Arbitraries.longs().between(0, 4_000_000_000_000L),
                        listings().optional(),
                        madeFrom())
                    .as(
                        (winner, notBefore, listing, made) ->
                            new Decision(
                                a,
                                revision,
                                winner,
                                reason,
                                all,
                                masked,
                                due,
                                decidedAt,
                                cell,
                                notBefore,
                                listing.orElseGet(() -> Listing.of(winner)),
                                reason == Reason.FILLED ? made : Optional.empty())));
  }

  /** Returns recipes of fillers, or none. */
  public static Arbitrary<Optional<FillerRecipe>> madeFrom() {
    Arbitrary<Digest> digests =
        Arbitraries.integers().map(i -> Digest.of(new byte[] {i.byteValue()}));
    Arbitrary<FillerRecipe.Source> sources =
        Combinators.combine(
                Arbitraries.longs().between(0, SegmentAddress.MAX_NUMBER),
                digests,
                Arbitraries.integers().greaterOrEqual(0))
            .as(FillerRecipe.Source::new);
    return Combinators.combine(
            digests, sources.optional(), Arbitraries.integers().greaterOrEqual(1))
        .as(FillerRecipe::new)
        .optional();
  }

  public static Arbitrary<Listing> listings() {
    Arbitrary<Long> ticks = Arbitraries.longs().greaterOrEqual(0);
    return Arbitraries.oneOf(
        Arbitraries.of(Listing.GAP, Listing.SCHEDULED),
        Combinators.combine(ticks, Arbitraries.longs(), ticks)
            .as((timescale, start, duration) -> new Listing(false, timescale, start, duration)));
  }

  private static Arbitrary<Optional<Candidate>> winners(List<Candidate> candidates) {
    return Arbitraries.integers()
        .between(0, candidates.size())
        .map(i -> i == 0 ? Optional.empty() : Optional.of(candidates.get(i - 1)));
  }

  public static Arbitrary<Mask> masks() {
    return Combinators.combine(
            segments(),
            names(),
            names(),
            Arbitraries.of(true, false),
            numbers(),
            Arbitraries.strings().ofMaxLength(200))
        .as(
            (a, id, pipeline, all, other, reason) ->
                new Mask(
                    a.track().event().tenant(),
                    a.track().event().event(),
                    id,
                    pipeline,
                    all ? Mask.ALL : a.track().representation(),
                    Math.min(a.number(), other),
                    Math.max(a.number(), other),
                    reason));
  }

  /**
   * Returns any text that a String of a structured field can carry, with frequent quotes and
   * backslashes.
   */
  public static Arbitrary<String> fieldTexts() {
    return Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.chars().range(' ', '~')),
            Tuple.of(1, Arbitraries.of('"', '\\', ',', ';', '=')))
        .list()
        .ofMaxSize(Notification.MAX_VALUE)
        .map(chars -> chars.stream().map(String::valueOf).collect(Collectors.joining()));
  }

  public static Arbitrary<String> fieldKeys() {
    return Combinators.combine(
            Arbitraries.chars().range('a', 'z'),
            Arbitraries.strings().withChars("az09_-.").ofMaxLength(Notification.MAX_KEY - 1))
        .as((first, rest) -> first + rest);
  }

  public static Arbitrary<Notification> notifications() {
    return Combinators.combine(
            segments(),
            names(),
            fieldKeys(),
            fieldTexts(),
            numbers().optional(),
            Arbitraries.of(NotificationSource.values()),
            Arbitraries.of(true, false))
        .as(
            (a, id, key, value, to, source, revoked) ->
                new Notification(
                    a.track().event().tenant(),
                    a.track().event().event(),
                    id,
                    key,
                    value,
                    to.map(t -> Math.min(t, a.number())).orElse(a.number()),
                    to.map(t -> Math.max(t, a.number())),
                    source,
                    revoked && source == NotificationSource.OPERATOR));
  }
}
