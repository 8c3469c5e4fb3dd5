package io.liveorigin.access.limit;

import io.liveorigin.access.file.WatchedFiles;
import java.util.Optional;
import java.util.function.Consumer;

/** What the limits file says, as it is now. Any thread. */
public interface CurrentLimits {
  /** What counts now. */
  LimitsFile now();

  /** Called with each new content, in a thread that must not be blocked. */
  void whenChanged(Consumer<LimitsFile> listener);

  /** Why the file as it is now does not count; empty where it does. */
  Optional<String> problem();

  /** There is no file. */
  static CurrentLimits standard() {
    return new CurrentLimits() {
      @Override
      public LimitsFile now() {
        return LimitsFile.NONE;
      }

      @Override
      public void whenChanged(Consumer<LimitsFile> listener) {
        // Nothing ever changes.
      }

      @Override
      public Optional<String> problem() {
        return Optional.empty();
      }
    };
  }

  /** Of a file that is followed. */
  static CurrentLimits of(WatchedFiles<LimitsFile> file) {
    return new CurrentLimits() {
      @Override
      public LimitsFile now() {
        return file.now();
      }

      @Override
      public void whenChanged(Consumer<LimitsFile> listener) {
        file.whenChanged(listener);
      }

      @Override
      public Optional<String> problem() {
        return file.problem();
      }
    };
  }
}
