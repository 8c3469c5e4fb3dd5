package io.liveorigin.packager.publish;

import io.liveorigin.contract.segment.Defect;
import java.util.List;

/**
 * One upload.
 *
 * @param path from the leading slash, as {@code SegmentUrls} writes it
 * @param contentType media type of the bytes
 * @param bytes of the init or media segment
 * @param defects declared with it
 */
public record PutRequest(String path, String contentType, byte[] bytes, List<Defect> defects) {
  public PutRequest {
    defects = List.copyOf(defects);
  }
}
