package io.liveorigin.packager.publish;

/** The way to ingest. Called by several threads, one a representation. */
public interface SegmentPublisher {
  /** Uploads and waits for the answer; no status and no broken connection is an exception. */
  PutResult put(PutRequest request) throws InterruptedException;
}
