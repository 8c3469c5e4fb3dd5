package io.liveorigin.selector.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/**
 * The kinds of entries that a task keeps in its store of candidates ({@link TaskEntries}). The
 * first byte of a key is the prefix of its kind. Every prefix stands here and nowhere else, so no
 * two kinds can share one. The stores of running cells contain these prefixes: none may change.
 */
public enum EntryKind {
  /** The candidates of an address ({@link CandidateStore}). */
  CANDIDATES('c'),
  /** An address that is not final and that a restart would not find ({@link PendingMarks}). */
  PENDING('p'),
  /** The bytes of an init segment, by track and digest ({@link InitSegments}). */
  INIT_BYTES('i'),
  /** What is left of copies that wait to be checked ({@link SkeletonStore}). */
  SKELETONS('s'),
  /** Pipelines of which a copy could not be processed ({@link UnreadableCopies}). */
  UNREADABLE('u'),
  /** What was learned about a pipeline's sample duration ({@link TrackNotes}). */
  CADENCE('t'),
  /** Up to which number absence has been looked for ({@link TrackNotes}). */
  ABSENCE('a'),
  /** Up to which number every number of a track is decided ({@link TrackNotes}). */
  HOLES('h'),
  /** Since when a track is without an event ({@link StoredOrphanTracks}). */
  ORPHAN('o'),
  /** The latest control records ({@link ControlCopies}). */
  CONTROL('k'),
  /** A range of numbers that a change still has to look at ({@link RemainingRanges}). */
  WORK('w');

  /** Bytes of a key before what follows the prefix. */
  static final int PREFIX_BYTES = 1;

  /**
   * The entries of a track are deleted with it. {@link #ORPHAN} is not among them: it goes when
   * everything else of its track is gone, so that a restart in between goes on with the deletion.
   */
  static final List<EntryKind> OF_A_TRACK =
      List.of(CANDIDATES, PENDING, INIT_BYTES, SKELETONS, UNREADABLE, CADENCE, ABSENCE, HOLES);

  /** The entries of a number are deleted when it leaves the time-shift window. */
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

  /** What follows the prefix of a key, where that is text. */
  static String text(byte[] key) {
    return new String(key, PREFIX_BYTES, key.length - PREFIX_BYTES, StandardCharsets.UTF_8);
  }

  /** No key of this kind comes before it. */
  Bytes first() {
    return Bytes.wrap(new byte[] {prefix});
  }

  /** Every key of this kind comes before it. */
  Bytes behind() {
    return Bytes.wrap(new byte[] {(byte) (prefix + 1)});
  }
}
