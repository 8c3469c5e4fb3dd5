package io.liveorigin.ingest.publish;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of an upload. */
public enum UploadOutcome {
  /** Recorded; the first copy of this address that the listener knows. */
  STORED(201),
  /** The same bytes were recorded before; this is where they are. */
  REPEATED(200),
  /** Recorded, though other bytes were recorded at this address before. */
  CONFLICTING(200),
  /** A manifest: taken and not used, ours are generated. */
  NOT_USED(200),
  /** An empty body: nothing was published. */
  PROBE(200),
  /** Nothing is deleted: the time-shift window rules. */
  NOT_DELETED(200);

  private final int status;

  UploadOutcome(int status) {
    this.status = status;
  }

  /** The HTTP status of this answer. */
  public int status() {
    return status;
  }

  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
