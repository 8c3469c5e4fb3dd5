package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.InitSetup;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.contract.wire.FactsField;
import io.liveorigin.kafka.record.SegmentRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Records that no part of the origin writes: valid ones of every topic with one value taken to an
 * extreme, and sometimes a second one. They are about an event of their own, about undeclared
 * events, or about nothing; never a well-formed order about another event.
 */
final class Poison {
  /** The event that poison is about. */
  static final EventId EVENT = new EventId("p", "poison");

  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    2,
    127,
    999_999_999_999_999L,
    1_000_000_000_000L,
    1_000_000_000_001L,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MAX_VALUE + 1L,
    4_294_967_295L,
    Long.MAX_VALUE,
    Long.MAX_VALUE - 1,
    Long.MIN_VALUE,
    Long.MAX_VALUE / 1_000,
    9_000_000_000_000_000L
  };

  private static final String[] NAMES = {
    "",
    ".",
    "..",
    "/",
    "//",
    "///",
    "a/b",
    "a/b/c/d",
    "p/poison/v0",
    "p/poison/v0#",
    "p/poison/v0#00",
    "p/poison/gone",
    "t/e/v0/",
    "t/other/v0",
    "-",
    "_x",
    "\u0000",
    "caf\u00e9",
    "*",
    "null",
    "x".repeat(64),
    "x".repeat(65),
    "x".repeat(5_000)
  };

  /** A record to write. */
  record Input(String topic, String key, byte[] value, Headers headers, long timestamp) {}

  private final Random random;
  private final EventDefinition definition;
  private final List<Track> tracks;

  /** The last decision about {@link #EVENT}, from which others are derived. */
  private Optional<Decision> decision = Optional.empty();

  Poison(long seed, EventDefinition definition) {
    this.random = new Random(seed);
    this.definition = definition;
    this.tracks =
        definition.representations().stream().map(r -> new Track(EVENT, r.id(), 0)).toList();
  }

  void decided(Decision latest) {
    decision = Optional.of(latest);
  }

  /**
   * Returns the next record.
   *
   * @param now in epoch milliseconds
   * @param number the number that is published now
   */
  Input next(long now, long number) {
    Input input =
        switch (random.nextInt(10)) {
          case 0 -> control(now, number);
          case 1, 2 -> selection(now, number);
          case 3 -> init(now);
          default -> segment(now, number);
        };
    return random.nextInt(4) == 0 ? broken(input) : input;
  }

  private Input segment(long now, long number) {
    long at = random.nextInt(4) == 0 ? extreme() : number + random.nextInt(40) - 30;
    Track track = random.nextInt(8) == 0 ? stranger() : tracks.get(random.nextInt(tracks.size()));
    Address address = new SegmentAddress(track, Math.max(0, Math.min(at, 1_000_000_000_000L)));
    byte[] bytes = bytes();
    SegmentRecord record =
        new SegmentRecord(address, "video/mp4", Digest.of(bytes), facts(), defects());
    Headers headers = record.headers();
    if (at < 0 || at > 1_000_000_000_000L) {
      headers.remove(SegmentRecord.NUMBER);
      headers.add(SegmentRecord.NUMBER, ascii(Long.toString(at)));
    }
    return new Input(Topics.segments(pipeline()), record.key(), bytes, headers, timestamp(now));
  }

  private Input init(long now) {
    byte[] bytes = bytes();
    SegmentRecord record =
        new SegmentRecord(
            new InitAddress(tracks.get(random.nextInt(tracks.size()))),
            "video/mp4",
            Digest.of(bytes),
            facts(),
            defects());
    return new Input(
        Topics.inits(pipeline()), record.key(), bytes, record.headers(), timestamp(now));
  }

  private Input control(long now, long number) {
    String id = "m" + random.nextInt(4);
    long from = Math.max(0, number - random.nextInt(50));
    ControlKey key =
        switch (random.nextInt(4)) {
          case 0 -> ControlKey.mask(EVENT, id);
          case 1 -> ControlKey.invalidation(EVENT, id);
          default -> ControlKey.event(EVENT);
        };
    byte[] value =
        switch (key.kind()) {
          case MASK ->
              ControlJson.write(
                  new Mask("p", "poison", id, pipeline(), "*", from, from + 20, "poison"));
          case INVALIDATION ->
              ControlJson.write(
                  new Invalidation(
                      "p", "poison", id, null, null, null, null, now, random.nextLong() >>> 1, ""));
          default -> ControlJson.write(definition);
        };
    boolean deleted = random.nextInt(12) == 0;
    boolean whole = random.nextInt(3) == 0;
    return new Input(
        Topics.CONTROL,
        key.toString(),
        deleted ? null : whole ? value : mutated(value),
        new RecordHeaders(),
        timestamp(now));
  }

  private Input selection(long now, long number) {
    Decision base = decision.orElseGet(() -> invented(number, now));
    Decision changed =
        new Decision(
            random.nextBoolean() ? base.address() : invented(number, now).address(),
            random.nextInt(3) == 0
                ? Math.max(1, (int) extreme())
                : Math.max(1, base.revision() + 1),
            base.winner(),
            Reason.values()[random.nextInt(Reason.values().length)],
            base.candidates(),
            base.masked(),
            random.nextBoolean() ? base.due() : extreme(),
            random.nextBoolean() ? base.decidedAt() : extreme(),
            "poison");
    byte[] value = DecisionJson.write(changed);
    return new Input(
        changed.address() instanceof InitAddress ? Topics.INIT_SELECTIONS : Topics.SELECTIONS,
        changed.address().track().key(),
        random.nextBoolean() ? value : mutated(value),
        new RecordHeaders(),
        timestamp(now));
  }

  private Decision invented(long number, long now) {
    Candidate candidate =
        new Candidate(
            pipeline(),
            new RecordPosition(Topics.segments("a"), 0, 1),
            Digest.of(bytes()),
            1,
            "video/mp4",
            now,
            facts(),
            defects());
    Track track = tracks.get(random.nextInt(tracks.size()));
    Address address =
        random.nextInt(6) == 0
            ? new InitAddress(track)
            : new SegmentAddress(track, number - random.nextInt(20));
    return new Decision(
        address,
        1,
        Optional.of(candidate),
        Reason.PREFERRED_VALID,
        List.of(candidate),
        List.of(),
        now,
        now,
        "poison");
  }

  /** Damages the record itself: key, headers or value. */
  private Input broken(Input input) {
    String key = input.key();
    byte[] value = input.value();
    Headers headers = new RecordHeaders(input.headers());
    switch (random.nextInt(6)) {
      case 0 -> key = random.nextBoolean() ? null : NAMES[random.nextInt(NAMES.length)];
      case 1 -> value = random.nextBoolean() ? null : new byte[0];
      case 2 -> each(headers).ifPresent(h -> headers.remove(h.key()));
      case 3 -> each(headers).ifPresent(h -> headers.add(h.key(), mutated(h.value())));
      case 4 -> each(headers).ifPresent(h -> headers.add(h.key(), null));
      default -> value = value == null ? new byte[] {'{'} : mutated(value);
    }
    // A definition or a deletion that is still well-formed must be about the poison's own event.
    return new Input(input.topic(), key, value, headers, input.timestamp());
  }

  private Optional<Header> each(Headers headers) {
    Header[] all = headers.toArray();
    return all.length == 0 ? Optional.empty() : Optional.of(all[random.nextInt(all.length)]);
  }

  /** Returns a text in which a number, a quoted word or a byte is replaced. */
  private byte[] mutated(byte[] value) {
    String text = new String(value, StandardCharsets.ISO_8859_1);
    if (text.isEmpty()) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(text.length());
    return switch (random.nextInt(5)) {
      case 0 -> text.substring(0, at).getBytes(StandardCharsets.ISO_8859_1);
      case 1 -> (text.substring(0, at) + text).getBytes(StandardCharsets.ISO_8859_1);
      case 2 -> {
        byte[] flipped = value.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        yield flipped;
      }
      case 3 -> replaced(text, at, "-?\\d+", Long.toString(extreme()));
      default ->
          replaced(text, at, "\"[^\"]*\"", "\"" + NAMES[random.nextInt(NAMES.length)] + "\"");
    };
  }

  private static byte[] replaced(String text, int at, String what, String by) {
    String rest =
        text.substring(at).replaceFirst(what, java.util.regex.Matcher.quoteReplacement(by));
    return (text.substring(0, at) + rest).getBytes(StandardCharsets.ISO_8859_1);
  }

  private Facts facts() {
    List<TrackFacts> found = new ArrayList<>();
    int count = random.nextInt(20) == 0 ? 20 : 1;
    for (int i = 0; i < count; i++) {
      boolean even = random.nextInt(3) == 0;
      long samples = extreme();
      long each = even ? 2_147_483_000L : extreme();
      found.add(
          new TrackFacts(
              random.nextInt(3) == 0 ? extreme() : 1,
              random.nextInt(3) == 0 ? extreme() : 48_000,
              extreme(),
              even ? 100_000 : samples,
              even ? 100_000 * each : extreme(),
              even ? each : random.nextInt(3) == 0 ? 1_024 : each,
              random.nextBoolean()));
    }
    Facts facts =
        new Facts(
            found,
            List.of("cmfs", random.nextInt(8) == 0 ? "lmsg" : "msdh"),
            (int) extreme(),
            random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(extreme()),
            random.nextInt(4) == 0 ? Optional.empty() : Optional.of(setup()),
            random.nextBoolean(),
            random.nextBoolean());
    // The facts as a reader would have them: the number of fragments is never negative there.
    return FactsField.read(FactsField.write(facts));
  }

  private InitSetup setup() {
    String text = "%016x".formatted(random.nextInt(3));
    return new InitSetup(text, text);
  }

  private List<Defect> defects() {
    if (random.nextInt(3) > 0) {
      return List.of();
    }
    DefectKind[] kinds = DefectKind.values();
    DefectKind kind = kinds[random.nextInt(kinds.length)];
    long value = Math.max(-Defect.MAX_INTEGER, Math.min(Defect.MAX_INTEGER, extreme()));
    return kind == DefectKind.CUSTOM
        ? List.of()
        : List.of(Defect.of(kind, DefectSource.INGEST, Map.of("count", value)));
  }

  private long extreme() {
    return random.nextInt(3) == 0
        ? random.nextInt(100_000)
        : NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private long timestamp(long now) {
    return random.nextInt(10) == 0 ? Math.max(0, extreme()) : now;
  }

  private String pipeline() {
    return random.nextInt(3) == 0 ? "b" : "a";
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return bytes;
  }

  /**
   * Returns an undeclared track of the poison event, or a track of an unknown event, which may be
   * in another partition.
   */
  private Track stranger() {
    return switch (random.nextInt(3)) {
      case 0 -> new Track(EVENT, "undeclared", 0);
      case 1 -> Track.of("nobody", "e" + random.nextInt(20), "v0");
      default -> Track.of("far", "x" + random.nextInt(20), "v0");
    };
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
