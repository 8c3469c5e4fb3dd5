package io.liveorigin.media.edit;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.FourCc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Changes the samples of a media segment as faults of real encoders and packagers do, and writes
 * moof and mdat anew, so that the boxes agree with one another and only the media are wrong. It
 * takes segments of one track and of one or more fragments, without encryption, whose durations and
 * sizes are in the segment itself, as FFmpeg writes them. Others are refused with an {@link
 * OriginException}. Each operation returns another editor. Immutable as long as the bytes from
 * which it was made are not changed; any thread.
 */
public final class SampleEditor {
  /** sample_depends_on 1 and sample_is_non_sync_sample (ISO/IEC 14496-12, 8.8.3.1). */
  private static final int NOT_SYNC = 0x0101_0000;

  private final List<FragmentHeader> fragments;
  private final List<Sample> samples;
  private final byte[] after;

  SampleEditor(List<FragmentHeader> fragments, List<Sample> samples, byte[] after) {
    this.fragments = List.copyOf(fragments);
    this.samples = List.copyOf(samples);
    this.after = after;
  }

  /** Reads a segment. The bytes are not copied and must not be changed. */
  public static SampleEditor of(byte[] segment) {
    SegmentParts parts = SegmentParts.of(segment, TrackDefaults.NONE);
    for (FragmentHeader fragment : parts.fragments()) {
      // senc, sbgp, subs and similar boxes describe single samples and would have to be edited.
      BoxCursor others = BoxCursor.over(fragment.inTrack());
      if (others.next()) {
        throw BoxBytes.refused("it has a box " + FourCc.text(others.type()) + " in traf");
      }
    }
    return new SampleEditor(parts.fragments(), parts.samples(), parts.after());
  }

  /** Returns all samples in decode order. */
  public List<Sample> samples() {
    return samples;
  }

  /** Returns the sum of the sample durations, ticks. */
  public long duration() {
    return samples.stream().mapToLong(Sample::duration).sum();
  }

  /**
   * Removes samples and lets the one before them last until the next. Encoders represent lost media
   * in this way.
   *
   * @param first index of the first removed sample, at least 1
   * @param count number of removed samples, at least 1
   */
  public SampleEditor lose(int first, int count) {
    requireOne(count);
    if (first < 1) {
      throw BoxBytes.refused(
          "the first sample cannot be lost, because the one before a lost sample lasts longer");
    }
    if (count > samples.size() - first) {
      throw BoxBytes.refused(
          "it has %d samples, fewer than %d from sample %d on"
              .formatted(samples.size(), count, first));
    }
    long lost = durationOf(first, count);
    List<Sample> left = without(first, count);
    Sample before = left.get(first - 1);
    left.set(first - 1, before.lasting(before.duration() + lost));
    return with(left);
  }

  /** Removes the first samples; the others keep their decode times. */
  public SampleEditor dropFirst(int count) {
    requireOthers(count);
    List<FragmentHeader> later = new ArrayList<>(fragments);
    later.set(0, later.get(0).later(durationOf(0, count)));
    return new SampleEditor(later, without(0, count), after);
  }

  /** Removes the last samples; the segment ends earlier. */
  public SampleEditor dropLast(int count) {
    requireOthers(count);
    return with(without(samples.size() - count, count));
  }

  /** Removes every second sample; the others last until the next. */
  public SampleEditor halveRate() {
    List<Sample> left = new ArrayList<>();
    for (int i = 0; i < samples.size(); i += 2) {
      long next = i + 1 < samples.size() ? samples.get(i + 1).duration() : 0;
      left.add(samples.get(i).lasting(samples.get(i).duration() + next));
    }
    return with(left);
  }

  /** Repeats the sample in the middle {@code count} times, for one tick each. */
  public SampleEditor addExcess(int count) {
    requireOne(count);
    int middle = samples.size() / 2;
    List<Sample> more = new ArrayList<>(samples);
    more.addAll(middle + 1, Collections.nCopies(count, samples.get(middle).lasting(1)));
    return with(more);
  }

  /** Marks the first sample as one that needs earlier samples. */
  public SampleEditor withoutSync() {
    List<Sample> changed = new ArrayList<>(samples);
    changed.set(0, samples.get(0).flagged(NOT_SYNC));
    return with(changed);
  }

  /** Returns the segment. */
  public byte[] bytes() {
    return new SegmentParts(fragments, samples, after).bytes();
  }

  private SampleEditor with(List<Sample> changed) {
    return new SampleEditor(fragments, changed, after);
  }

  private List<Sample> without(int first, int count) {
    List<Sample> left = new ArrayList<>(samples);
    left.subList(first, first + count).clear();
    return left;
  }

  private long durationOf(int first, int count) {
    return samples.subList(first, first + count).stream().mapToLong(Sample::duration).sum();
  }

  private static void requireOne(int count) {
    if (count < 1) {
      throw BoxBytes.refused("the number of samples must be at least 1, but is " + count);
    }
  }

  private void requireOthers(int count) {
    requireOne(count);
    if (count >= samples.size()) {
      throw BoxBytes.refused(
          "no sample would be left: it has %d samples, and %d would be removed"
              .formatted(samples.size(), count));
    }
  }
}
