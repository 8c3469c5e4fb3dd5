package io.liveorigin.standalone.export;

/**
 * How far an export is, in files.
 *
 * @param total as many as there will be
 * @param fetched that were written
 * @param kept that were there with the right digest
 * @param missing that the origin does not have
 * @param bytes of those that were written
 */
public record ExportProgress(long total, long fetched, long kept, long missing, long bytes) {
  /** Those that nothing is left to do for. */
  public long done() {
    return fetched + kept + missing;
  }
}
