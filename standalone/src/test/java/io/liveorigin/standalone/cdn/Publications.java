package io.liveorigin.standalone.cdn;

import io.liveorigin.packager.publish.PutRequest;
import io.liveorigin.packager.publish.PutResult;
import io.liveorigin.packager.publish.SegmentPublisher;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When each upload began, epoch ms: what a viewer waits for cannot come earlier. Any thread. */
final class Publications {
  private final Clock clock;
  private final Map<String, Long> begun = new ConcurrentHashMap<>();

  Publications(Clock clock) {
    this.clock = clock;
  }

  /** The same publisher, watched. */
  SegmentPublisher watch(String pipeline, SegmentPublisher publisher) {
    return new SegmentPublisher() {
      @Override
      public PutResult put(PutRequest request) throws InterruptedException {
        begun.put(pipeline + request.path(), clock.millis());
        return publisher.put(request);
      }
    };
  }

  /** When this pipeline's upload of it began; the distant past where it is not known. */
  long begun(String pipeline, String path) {
    return begun.getOrDefault(pipeline + path, Long.MIN_VALUE);
  }
}
