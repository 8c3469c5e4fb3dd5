package io.liveorigin.packager.publish;

/** The result of one upload. */
public sealed interface PutResult {
  /**
   * Ingest responded.
   *
   * @param status HTTP status
   * @param body first characters of the response body, for the log
   */
  record Answered(int status, String body) implements PutResult {
    /** Whether the status is 2xx: the segment is durable. */
    public boolean acknowledged() {
      return status >= 200 && status < 300;
    }
  }

  /** No response: the connection failed or was too slow. */
  record Unreachable(String reason) implements PutResult {}
}
