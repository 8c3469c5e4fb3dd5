package io.liveorigin.selector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.FillerRecipe;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.InitSetup;
import io.liveorigin.contract.segment.ProducerTimeType;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.contract.wire.DecisionJson;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompactFormTest {
  private static final SegmentAddress ADDRESS =
      new SegmentAddress(Track.of("broadcaster", "evening-news", "v1080"), 889_500_123);
  private static final long DUE = 1_779_000_249_000L;
  private static final int ONE_KIB = 1024;

  /** Returns a candidate as ingest makes it from a segment of the clip. */
  private static Candidate real(String pipeline, long offset) {
    Facts facts =
        new Facts(
            List.of(new TrackFacts(1, 12_800, 22_771_203_148_800L, 50, 25_600, 512, true)),
            List.of("msdh", "msix"),
            1,
            OptionalLong.empty(),
            Optional.of(new InitSetup("9c1f00d5a7b3e246", "51e2aa07c98f3b6d")),
            false,
            false);
    return new Candidate(
        pipeline,
        new RecordPosition("segments." + pipeline, 3, offset),
        Digest.of(pipeline.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        1_234_567,
        "video/mp4",
        DUE - 500 + offset % 100,
        facts,
        List.of());
  }

  private static Decision real() {
    List<Candidate> both = List.of(real("b", 1_234_566), real("a", 1_234_567));
    return new Decision(
        ADDRESS,
        1,
        Optional.of(both.get(1)),
        Reason.PREFERRED_VALID,
        both,
        List.of(),
        DUE,
        DUE - 400,
        "cell-1");
  }

  @Property
  void what_is_written_is_read(@ForAll("candidates") List<Candidate> candidates) {
    assertThat(CompactCandidates.read(CompactCandidates.write(candidates))).isEqualTo(candidates);
    Decision decision =
        new Decision(
            ADDRESS,
            candidates.size() + 1,
            candidates.stream().findFirst(),
            Reason.values()[candidates.size()],
            candidates,
            List.of("b"),
            DUE,
            DUE - 7,
            "cell");
    byte[] value = CompactDecision.write(decision);
    assertThat(CompactDecision.read(ADDRESS, value)).isEqualTo(decision);
    assertThat(CompactDecision.revision(value)).isEqualTo(candidates.size() + 1);
  }

  @Property
  void what_is_listed_is_read(
      @ForAll boolean gap,
      @ForAll @LongRange(max = Long.MAX_VALUE) long timescale,
      @ForAll long start,
      @ForAll @LongRange(max = Long.MAX_VALUE) long duration) {
    Decision real = real();
    Decision decision =
        new Decision(
            ADDRESS,
            2,
            real.winner(),
            real.reason(),
            real.candidates(),
            real.masked(),
            real.due(),
            real.decidedAt(),
            real.cell(),
            0,
            gap ? Listing.GAP : new Listing(false, timescale, start, duration));
    assertThat(CompactDecision.read(ADDRESS, CompactDecision.write(decision))).isEqualTo(decision);
  }

  @Property
  void what_is_in_force_of_an_init_segment_is_read(
      @ForAll @LongRange(min = 1, max = SegmentAddress.MAX_NUMBER) long first, @ForAll byte more) {
    InitAddress init = new InitAddress(ADDRESS.track());
    Decision real = real();
    InitTimeline changes =
        InitTimeline.only(Digest.of(new byte[] {more}))
            .with(new InitChange(real.candidates().get(0).digest(), first))
            .with(new InitChange(Digest.of(new byte[] {1, more}), first + 1, first + 9));
    Decision decision =
        new Decision(
            init,
            3,
            real.winner(),
            Reason.UPGRADE,
            real.candidates(),
            List.of(),
            0,
            DUE,
            "cell",
            0,
            real.listing(),
            Optional.empty(),
            changes,
            0);
    assertThat(CompactDecision.read(init, CompactDecision.write(decision))).isEqualTo(decision);
  }

  @Property
  void what_a_filler_was_made_from_is_read(
      @ForAll boolean known,
      @ForAll boolean sourced,
      @ForAll @LongRange(max = SegmentAddress.MAX_NUMBER) long number,
      @ForAll @IntRange int size,
      @ForAll @IntRange(min = 1) int version) {
    FillerRecipe.Source source = new FillerRecipe.Source(number, Digest.of(new byte[] {1}), size);
    FillerRecipe made =
        new FillerRecipe(
            Digest.of(new byte[] {2}), Optional.of(source).filter(s -> sourced), version);
    Decision real = real();
    Decision decision =
        new Decision(
            ADDRESS,
            1,
            real.winner(),
            Reason.FILLED,
            real.candidates(),
            real.masked(),
            real.due(),
            real.decidedAt(),
            real.cell(),
            0,
            real.listing(),
            Optional.of(made).filter(m -> known));
    assertThat(CompactDecision.read(ADDRESS, CompactDecision.write(decision))).isEqualTo(decision);
  }

  /** Stores outlive versions: a change of the form needs a new version of it. */
  @Test
  void the_form_stays_as_it_is() {
    Candidate candidate =
        real("a", 300)
            .with(new Defect("dropped-video-frames", Map.of("count", 12L), DefectSource.SELECTOR));
    assertThat(HexFormat.of().formatHex(CompactCandidates.write(List.of(candidate))))
        .isEqualTo(
            "0101"
                + "01"
                + "0161"
                + "03"
                + "ac02"
                + "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
                + "87ad4b"
                + "09766964656f2f6d7034"
                + "e8a2eccac667"
                + "02"
                + "01"
                + "02"
                + "80c801"
                + "80b0ccd7baad0a"
                + "64"
                + "809003"
                + "8008"
                + "01"
                + "096d736468206d736978"
                + "02"
                + "9c1f00d5a7b3e246"
                + "51e2aa07c98f3b6d"
                + "01"
                + "1464726f707065642d766964656f2d6672616d6573"
                + "02"
                + "01"
                + "05636f756e74"
                + "01"
                + "18");
  }

  /**
   * Such a node reads only the flags that it knows, so the type may add nothing but two new flags.
   */
  @ParameterizedTest
  @CsvSource({"ENCODER, 64", "CAPTURED, 128"})
  void a_node_of_before_passes_the_type_of_a_producer_time_over(ProducerTimeType type, int flag) {
    Candidate untyped = real("a", 300);
    Facts facts = untyped.facts();
    Facts typed =
        new Facts(
            facts.tracks(),
            facts.brands(),
            facts.fragments(),
            facts.producerTime(),
            facts.setup(),
            facts.inheritsDefaults(),
            facts.declared(),
            Optional.of(type));
    byte[] before = CompactCandidates.write(List.of(untyped));
    byte[] now = CompactCandidates.write(List.of(untyped.with(typed, untyped.defects())));
    int flags = Arrays.mismatch(before, now);
    before[flags] = (byte) (before[flags] | flag);
    assertThat(now).isEqualTo(before);
  }

  @Test
  void what_earlier_versions_stored_in_json_is_read() {
    Decision decision = real();
    assertThat(CompactCandidates.read(DecisionJson.writeCandidates(decision.candidates())))
        .isEqualTo(decision.candidates());
    byte[] json = DecisionJson.write(decision);
    byte[] stored = ByteBuffer.allocate(4 + json.length).putInt(1).put(json).array();
    assertThat(CompactDecision.revision(stored)).isEqualTo(1);
    assertThat(CompactDecision.read(ADDRESS, stored)).isEqualTo(decision);
  }

  @Test
  void a_value_that_is_cut_off_or_of_another_version_is_refused_by_our_exception() {
    byte[] value = CompactDecision.write(real());
    for (int length = 0; length < value.length; length++) {
      byte[] cut = Arrays.copyOf(value, length);
      assertThatThrownBy(() -> CompactDecision.read(ADDRESS, cut))
          .isInstanceOf(OriginException.class);
    }
    value[0] = 4;
    assertThatThrownBy(() -> CompactDecision.read(ADDRESS, value))
        .hasMessageContaining("has version 4, but this node knows versions 1 to 3");
  }

  /** Each record in a batch of its own, as at the live edge. Nothing is compacted yet. */
  @Test
  void the_state_of_a_decision_is_small(TestReporter report) {
    Decision decision = real();
    int key = AddressKey.of(ADDRESS).length + 1;
    byte[] one = CompactCandidates.write(decision.candidates().subList(0, 1));
    byte[] both = CompactCandidates.write(decision.candidates());
    byte[] chosen = CompactDecision.write(decision);
    byte[] json = DecisionJson.write(decision);
    byte[] track = ADDRESS.track().key().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    int stores = key + both.length + key + chosen.length;
    int first = batch(new byte[key], one);
    int second = batch(new byte[key], both);
    int topic = batch(track, json);
    String figures =
        "candidates %d, chosen %d, changelog %d + %d, selections %d (JSON %d): %d"
            .formatted(
                key + both.length,
                key + chosen.length,
                first,
                second,
                topic,
                json.length,
                stores + first + second + topic);
    report.publishEntry("bytes", figures);
    assertThat(stores + first + second).as(figures).isLessThanOrEqualTo(ONE_KIB);
    assertThat(stores + first + second + topic).as(figures).isLessThanOrEqualTo(3 * ONE_KIB / 2);
  }

  private static int batch(byte[] key, byte[] value) {
    return MemoryRecords.withRecords(Compression.zstd().build(), new SimpleRecord(DUE, key, value))
        .sizeInBytes();
  }

  @Provide
  Arbitrary<List<Candidate>> candidates() {
    Arbitrary<TrackFacts> tracks =
        Combinators.combine(
                Arbitraries.longs(),
                Arbitraries.longs(),
                Arbitraries.longs(),
                Arbitraries.of(true, false))
            .as(
                (x, y, z, sync) ->
                    new TrackFacts(x & 0xffff, y, z, x, y >>> 3, z >> 5, sync, x > y ? z : 0));
    Arbitrary<Optional<InitSetup>> setups =
        Arbitraries.longs()
            .map(
                x ->
                    new InitSetup(
                        "%016x".formatted(x),
                        "%016x".formatted(~x),
                        Optional.of("%016x".formatted(x >>> 7)).filter(edits -> x % 2 == 0)))
            .optional();
    Arbitrary<Facts> facts =
        Combinators.combine(
                tracks.list().ofMaxSize(3),
                Arbitraries.of("msdh", "lmsg", "a", "?").list().ofMaxSize(4),
                Arbitraries.integers(),
                Arbitraries.longs().optional(),
                setups,
                Arbitraries.of(true, false),
                Arbitraries.of(true, false),
                Arbitraries.of(ProducerTimeType.class).optional())
            .as(
                (t, b, f, p, s, inherits, declared, type) ->
                    new Facts(
                        t,
                        b,
                        f,
                        p.map(OptionalLong::of).orElse(OptionalLong.empty()),
                        s,
                        inherits,
                        declared,
                        type));
    Arbitrary<Defect> defects =
        Combinators.combine(
                Arbitraries.of("truncated", "x-own", "late"),
                Arbitraries.of(DefectSource.class),
                Arbitraries.maps(
                        Arbitraries.of("count", "delta", "z9"),
                        Arbitraries.oneOf(
                            Arbitraries.longs()
                                .between(-Defect.MAX_INTEGER, Defect.MAX_INTEGER)
                                .map(x -> (Object) x),
                            Arbitraries.of(true, false).map(x -> (Object) x),
                            Arbitraries.strings()
                                .withCharRange(' ', '~')
                                .ofMaxLength(20)
                                .map(x -> (Object) x)))
                    .ofMaxSize(3))
            .as((name, source, parameters) -> new Defect(name, parameters, source));
    Arbitrary<Candidate> candidate =
        Combinators.combine(
                Arbitraries.of("a", "b", "longer-name"),
                Arbitraries.of("segments.a", "inits.b", "other"),
                Arbitraries.longs().greaterOrEqual(0),
                Arbitraries.integers().greaterOrEqual(0),
                Arbitraries.of("video/mp4", "audio/mp4"),
                Arbitraries.longs(),
                facts,
                defects.list().ofMaxSize(3))
            .as(
                (pipeline, topic, offset, size, type, arrival, f, d) ->
                    new Candidate(
                        pipeline,
                        new RecordPosition(topic, size & 7, offset),
                        Digest.of(ByteBuffer.allocate(8).putLong(arrival).array()),
                        size,
                        type,
                        arrival,
                        f,
                        d));
    return candidate.list().ofMaxSize(4);
  }
}
