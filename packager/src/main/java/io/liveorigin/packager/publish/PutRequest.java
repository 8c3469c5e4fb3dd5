package io.liveorigin.packager.publish;

import io.liveorigin.contract.segment.Defect;
import java.util.List;
import java.util.Optional;

/**
 * One upload.
 *
 * @param path URL path with its leading slash, as {@code SegmentUrls} writes it
 * @param contentType media type of the bytes
 * @param bytes the init or media segment
 * @param declared defects declared with it, possibly none; empty if the packager does not declare
 */
public record PutRequest(
    String path, String contentType, byte[] bytes, Optional<List<Defect>> declared) {
  public PutRequest {
    declared = declared.map(List::copyOf);
  }
}
