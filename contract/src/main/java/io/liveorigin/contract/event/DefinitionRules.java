package io.liveorigin.contract.event;

import io.liveorigin.contract.address.Resource;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.TopicSettings;
import java.util.Set;

/**
 * The conditions for declaring a definition that is valid in itself. An event that the installation
 * cannot hold or the origin cannot read is refused when it is declared, and not segment by segment.
 * An event that was declared before a rule existed stays readable. Pure functions.
 */
public final class DefinitionRules {
  /** Inspection, manifests and the timing of segments all need fragmented MP4 (CMAF). */
  private static final Set<String> MIME_TYPES = Set.of("video/mp4", "audio/mp4", "application/mp4");

  private static final int BITS = 8;

  private DefinitionRules() {}

  /**
   * Throws {@link ErrorCode#INVALID_EVENT} with the key and what to write instead.
   *
   * @param topics the settings of the installation that will hold the event
   */
  public static void require(EventDefinition definition, TopicSettings topics) {
    if (definition.timeShiftBufferDepth().compareTo(topics.longestWindow()) > 0) {
      throw new OriginException(
          ErrorCode.INVALID_EVENT,
          "timeShiftBufferDepth must be at most "
              + topics.longestWindow()
              + ", as long as segments are kept, but is "
              + definition.timeShiftBufferDepth());
    }
    requireOwnTextUrls(definition);
    for (Representation representation : definition.representations()) {
      requireMp4(representation);
      representation
          .contentProtection()
          .forEach(
              descriptor ->
                  ContentProtection.require(
                      "representations." + representation.id() + ".contentProtection", descriptor));
      requireToFit(definition, representation, topics.maxSegmentBytes());
    }
  }

  /**
   * Requires that no template writes the URL of raw WebVTT, which is that of its segment with a
   * suffix.
   */
  private static void requireOwnTextUrls(EventDefinition definition) {
    LiveEvent event = LiveEvent.of(definition);
    for (Representation representation : definition.representations()) {
      SegmentAddress first =
          new SegmentAddress(event.track(representation.id()), event.schedule().startNumber());
      String text = event.urls().fromPlaylist(first);
      if (representation.webVtt() && !(event.urls().resolve(text) instanceof Resource.Text)) {
        throw new OriginException(
            ErrorCode.INVALID_TEMPLATE,
            "initialization and media must not produce '"
                + text
                + "', which is the URL of the raw WebVTT of representation '"
                + representation.id()
                + "'");
      }
    }
  }

  private static void requireMp4(Representation representation) {
    String mimeType = representation.segmentMimeType();
    if (!MIME_TYPES.contains(mimeType)) {
      throw new OriginException(
          ErrorCode.INVALID_EVENT,
          "representations."
              + representation.id()
              + ".mimeType must be video/mp4, audio/mp4 or application/mp4, because segments are"
              + " fragmented MP4, but is '"
              + mimeType
              + "'; for WebVTT send wvtt in MP4 and declare application/mp4");
    }
  }

  /** Requires that ingest accepts a segment of average size, by the declared bandwidth. */
  private static void requireToFit(
      EventDefinition definition, Representation representation, int most) {
    long duration = definition.segmentDuration().duration();
    long timescale = definition.segmentDuration().timescale();
    // At most 10^9 x 60 x 9,000,000: below 2^63.
    long bytes = representation.bandwidth() * duration / (BITS * timescale);
    if (bytes > most) {
      throw new OriginException(
          ErrorCode.INVALID_EVENT,
          "representations."
              + representation.id()
              + ".bandwidth of "
              + representation.bandwidth()
              + " bit/s results in segments of "
              + bytes
              + " bytes, but at most "
              + most
              + " bytes are accepted; declare a shorter segmentDuration or increase"
              + " --max-segment-bytes");
    }
  }
}
