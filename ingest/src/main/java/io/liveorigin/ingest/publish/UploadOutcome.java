package io.liveorigin.ingest.publish;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The outcome of an upload that is not refused. */
public enum UploadOutcome {
  /** Stored; the first copy at this address that the listener knows. */
  STORED(201),
  /** The same bytes were stored before; the receipt has their position. */
  REPEATED(200),
  /** Stored, although other bytes were stored at this address before. */
  CONFLICTING(200),
  /** A manifest: accepted but not used, because the origin generates its own. */
  NOT_USED(200),
  /** An empty body: nothing was published. */
  PROBE(200),
  /** A deletion: nothing is deleted, because only the time-shift window decides. */
  NOT_DELETED(200);

  private final int status;

  UploadOutcome(int status) {
    this.status = status;
  }

  /** Returns the HTTP status of the response. */
  public int status() {
    return status;
  }

  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
