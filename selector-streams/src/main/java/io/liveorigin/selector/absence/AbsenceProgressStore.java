package io.liveorigin.selector.absence;

import io.liveorigin.contract.address.Track;
import io.liveorigin.selector.life.TrackState;
import io.liveorigin.selector.store.EntryKind;
import io.liveorigin.selector.store.TrackNotes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The progress of each track, in memory and in the notes. The notes lag behind: announcements of
 * the pipelines are stored at once, but the position is stored only when the findings up to it are
 * certain to have been reported. Stream thread.
 */
final class AbsenceProgressStore implements TrackState {
  private static final String WHOLE_TRACK = "";

  private final TrackNotes notes;
  private final Map<Track, Optional<AbsenceProgress>> inMemory = new HashMap<>();

  AbsenceProgressStore(TrackNotes notes) {
    this.notes = notes;
  }

  Optional<AbsenceProgress> of(Track track) {
    return inMemory.computeIfAbsent(track, this::stored);
  }

  /** Keeps a new progress: the watch begins, or a pipeline has announced something. */
  void keep(Track track, AbsenceProgress progress) {
    inMemory.put(track, Optional.of(progress));
    AbsenceProgress positions = stored(track).orElse(progress);
    store(track, progress.advancedTo(positions.next(), positions.runs()));
  }

  /** More numbers have been looked at; a restart does not know about them yet. */
  void advanced(Track track, AbsenceProgress progress) {
    inMemory.put(track, Optional.of(progress));
  }

  /** The findings up to this position are certain to have been reported. */
  void reported(Track track, AbsenceProgress looked) {
    stored(track).ifPresent(w -> store(track, w.advancedTo(looked.next(), looked.runs())));
  }

  @Override
  public void ended(Track track) {
    inMemory.remove(track);
  }

  @Override
  public int tracks() {
    return inMemory.size();
  }

  private Optional<AbsenceProgress> stored(Track track) {
    return notes.get(EntryKind.ABSENCE, track, WHOLE_TRACK, AbsenceProgress.class);
  }

  private void store(Track track, AbsenceProgress progress) {
    notes.put(EntryKind.ABSENCE, track, WHOLE_TRACK, progress);
  }
}
