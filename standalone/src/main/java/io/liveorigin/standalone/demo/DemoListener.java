package io.liveorigin.standalone.demo;

/** Is notified of the progress of a run. Called on the thread of the run. */
public interface DemoListener {
  /** The origin is ready and the packagers have started. */
  void ready(DemoUrls urls);

  /** Called several times a second. */
  void progress(DemoProgress progress);
}
