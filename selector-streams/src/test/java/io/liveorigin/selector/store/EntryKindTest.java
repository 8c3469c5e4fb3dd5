package io.liveorigin.selector.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.segment.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/** The keys of the entries equal those in the stores of running cells. */
class EntryKindTest {
  private static final Track TRACK = Track.of("t", "e", "v0");
  private static final SegmentAddress ADDRESS = new SegmentAddress(TRACK, 0x4142);
  private static final String NUMBER = "t/e/v0\0\0\0\0\0\0\0AB";

  private final JournaledStore journal = new JournaledStore();
  private final TaskEntries entries = StoredEntries.of(journal);

  @Test
  void every_kind_has_the_key_that_it_always_had() {
    Digest digest = Digest.of(new byte[] {1});
    InitAddress init = new InitAddress(TRACK);
    new CandidateStore(entries).put(ADDRESS, List.of());
    new PendingMarks(entries).mark(ADDRESS);
    new InitSegments(entries).put(init, digest, new byte[] {1});
    new SkeletonStore(entries).put(ADDRESS, List.of(new Skeleton("a", digest, new byte[] {1})));
    new UnreadableCopies(entries).mark(ADDRESS, "a");
    new TrackNotes(entries).put(EntryKind.CADENCE, TRACK, "a", "note");
    new TrackNotes(entries).put(EntryKind.ABSENCE, TRACK, "", "note");
    new StoredOrphanTracks(entries).put(TRACK, 1);
    new ControlCopies(entries).put("event/t/e", Optional.of(new byte[] {1}));
    new RemainingRanges(entries).put(new RemainingRanges.Range(TRACK, 3, 9));
    String sha = new String(digest.bytes(), StandardCharsets.ISO_8859_1);
    assertThat(keys())
        .containsExactlyInAnyOrder(
            "c" + NUMBER,
            "p" + NUMBER,
            "it/e/v0\0" + sha,
            "s" + NUMBER,
            "u" + NUMBER,
            "tt/e/v0\0a",
            "at/e/v0\0",
            "ot/e/v0\0",
            "kevent/t/e",
            "wt/e/v0/3-9");
  }

  /** Otherwise the entries of one kind would be read as those of another. */
  @Test
  void no_two_kinds_share_a_prefix() {
    assertThat(Arrays.stream(EntryKind.values()).map(EntryKind::first).collect(Collectors.toSet()))
        .hasSameSizeAs(EntryKind.values());
  }

  /** The range of a kind ends before the first key of the next prefix, even if that key exists. */
  @Test
  void a_kind_is_read_without_its_neighbour() {
    entries.put(EntryKind.SKELETONS.key(AddressKey.of(ADDRESS)), new byte[0]);
    entries.put(Bytes.wrap(new byte[] {'t'}), new byte[0]);
    List<SegmentAddress> found = new ArrayList<>();
    new SkeletonStore(entries).forEach(found::add);
    assertThat(found).containsExactly(ADDRESS);
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    try (var all = journal.all()) {
      all.forEachRemaining(
          entry -> keys.add(new String(entry.key.get(), StandardCharsets.ISO_8859_1)));
    }
    return keys;
  }
}
