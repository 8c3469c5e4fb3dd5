package io.liveorigin.ingest.support;

import io.liveorigin.ingest.access.ListenerAccess;
import io.liveorigin.ingest.store.DeliverySettings;
import io.liveorigin.ingest.upload.UploadLimits;
import java.util.Optional;

/** What the bytes of requests and answers travel in. */
public enum Wire {
  PLAIN,
  TLS;

  /** With limits that fit a test. */
  public TestListener listener() {
    return new TestListener(tls());
  }

  public TestListener listener(
      UploadLimits uploads, DeliverySettings delivery, ListenerAccess access) {
    return new TestListener(uploads, delivery, access, tls());
  }

  private Optional<TestTls> tls() {
    return this == TLS ? Optional.of(new TestTls()) : Optional.empty();
  }
}
