package io.liveorigin.packager.publish;

/** What became of one upload. */
public sealed interface PutResult {
  /**
   * Ingest answered.
   *
   * @param status HTTP status
   * @param body its first characters, for the log
   */
  record Answered(int status, String body) implements PutResult {
    /** A 2xx: the segment is durable. */
    public boolean acknowledged() {
      return status >= 200 && status < 300;
    }
  }

  /** No answer: the connection failed or was too slow. */
  record Unreachable(String reason) implements PutResult {}
}
