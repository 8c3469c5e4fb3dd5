package io.liveorigin.standalone.export;

/**
 * The progress of an export, in files.
 *
 * @param total files that there will be
 * @param fetched files that were written
 * @param kept files that were there with the right digest
 * @param missing files that the origin does not have
 * @param bytes bytes of the files that were written
 */
public record ExportProgress(long total, long fetched, long kept, long missing, long bytes) {
  /** Number of files that need no more work. */
  public long done() {
    return fetched + kept + missing;
  }
}
