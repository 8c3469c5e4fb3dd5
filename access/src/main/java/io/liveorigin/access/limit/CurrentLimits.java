package io.liveorigin.access.limit;

import io.liveorigin.access.file.WatchedFiles;
import java.util.Optional;
import java.util.function.Consumer;

/** The limits that are in force at present. Any thread may call it. */
public interface CurrentLimits {
  /** Returns the limits that are in force. */
  LimitsFile now();

  /** Registers a listener for each change. It is called in a thread that must not be blocked. */
  void whenChanged(Consumer<LimitsFile> listener);

  /** Returns why the present contents of the file are not in force; empty if they are. */
  Optional<String> problem();

  /** Returns the limits of a node without a limits file. */
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

  /** Returns the limits of a file whose changes are followed. */
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
