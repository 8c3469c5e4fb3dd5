package io.liveorigin.packager.publish;

/** Sends segments to ingest. Called by several threads, one for each representation. */
public interface SegmentPublisher {
  /** Uploads and waits for the response. Neither an error status nor a broken connection throws. */
  PutResult put(PutRequest request) throws InterruptedException;
}
