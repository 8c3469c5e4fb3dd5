package io.liveorigin.standalone.export;

/** Is notified of the progress of an export, by one thread at a time. */
public interface ExportListener {
  void progress(ExportProgress progress);
}
