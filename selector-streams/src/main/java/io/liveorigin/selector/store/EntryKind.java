package io.liveorigin.selector.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/**
 * The kinds of entries that a task keeps in its store of candidates ({@link TaskEntries}). The
 * first byte of a key is the prefix of its kind. All prefixes are defined here and nowhere else, so
 * no two kinds can share one. The stores of running cells contain these prefixes: none may change.
 */
public enum EntryKind {
  /** The candidates of an address ({@link CandidateStore}). */
  CANDIDATES('c'),
  /** An address that is not final and that a restart would not find ({@link PendingMarks}). */
  PENDING('p'),
  /** The bytes of an init segment, by track and digest ({@link InitSegments}). */
  INIT_BYTES('i'),
  /** The skeletons of copies that wait to be checked ({@link SkeletonStore}). */
  SKELETONS('s'),
  /**
   * The pipelines that published a copy which could not be processed ({@link UnreadableCopies}).
   */
  UNREADABLE('u'),
  /** The cadence that was learned from a pipeline ({@link TrackNotes}). */
  CADENCE('t'),
  /** The number up to which absence has been looked for ({@link TrackNotes}). */
  ABSENCE('a'),
  /** The number up to which every number of a track is decided ({@link TrackNotes}). */
  HOLES('h'),
  /** The instant since which a track has been without an event ({@link StoredOrphanTracks}). */
  ORPHAN('o'),
  /** The latest control records ({@link ControlCopies}). */
  CONTROL('k'),
  /** A range of numbers that a change still has to look at ({@link RemainingRanges}). */
  WORK('w');

  /** Length of the prefix in a key. */
  static final int PREFIX_BYTES = 1;

  /**
   * The kinds whose entries are deleted with their track. {@link #ORPHAN} is not among them: its
   * entry is deleted when everything else of its track is gone, so that a restart in between
   * continues the deletion.
   */
  static final List<EntryKind> OF_A_TRACK =
      List.of(CANDIDATES, PENDING, INIT_BYTES, SKELETONS, UNREADABLE, CADENCE, ABSENCE, HOLES);

  /** The kinds whose entries are deleted when their number leaves the time-shift window. */
  static final List<EntryKind> OF_A_NUMBER = List.of(SKELETONS, UNREADABLE, CANDIDATES, PENDING);

  private final byte prefix;

  EntryKind(char prefix) {
    this.prefix = (byte) prefix;
  }

  /** The key of an entry of this kind. */
  Bytes key(byte[] rest) {
    return Bytes.wrap(
        ByteBuffer.allocate(PREFIX_BYTES + rest.length).put(prefix).put(rest).array());
  }

  /** Whether the key is of this kind. */
  boolean has(Bytes key) {
    return key.get()[0] == prefix;
  }

  /** The part of a key after the prefix, for kinds where it is text. */
  static String text(byte[] key) {
    return new String(key, PREFIX_BYTES, key.length - PREFIX_BYTES, StandardCharsets.UTF_8);
  }

  /** The lower bound: no key of this kind is smaller. */
  Bytes first() {
    return Bytes.wrap(new byte[] {prefix});
  }

  /** The upper bound: every key of this kind is smaller. */
  Bytes behind() {
    return Bytes.wrap(new byte[] {(byte) (prefix + 1)});
  }
}
