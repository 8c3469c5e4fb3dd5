package io.liveorigin.standalone.export;

/** Is told how an export goes; one thread at a time. */
public interface ExportListener {
  void progress(ExportProgress progress);
}
