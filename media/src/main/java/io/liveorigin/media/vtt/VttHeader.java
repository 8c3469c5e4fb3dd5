package io.liveorigin.media.vtt;

import java.util.ArrayList;
import java.util.List;

/**
 * The beginning of each WebVTT file of a track, from its WebVTTConfigurationBox (ISO/IEC 14496-30,
 * 7.5.3).
 *
 * @param metadata lines after {@code WEBVTT}
 * @param blocks {@code STYLE} and {@code REGION} blocks, each a list of lines
 */
record VttHeader(List<String> metadata, List<List<String>> blocks) {
  static final String SIGNATURE = "WEBVTT";
  static final String TIMESTAMP_MAP = "X-TIMESTAMP-MAP";
  static final String STYLE = "STYLE";
  static final String REGION = "REGION";

  /** Reads a configuration. Other blocks are left out, and so are those that would begin a cue. */
  static VttHeader of(String configuration) {
    List<String> metadata = new ArrayList<>();
    List<List<String>> blocks = new ArrayList<>();
    for (List<String> block : VttLines.blocks(configuration)) {
      String first = block.get(0);
      boolean cue = block.stream().anyMatch(line -> line.contains(VttLines.ARROW));
      if (VttLines.begins(first, STYLE) || VttLines.begins(first, REGION)) {
        if (!cue) {
          blocks.add(block);
        }
      } else if (VttLines.begins(first, SIGNATURE) && metadata.isEmpty() && !cue) {
        block.stream()
            .skip(1)
            .filter(line -> !line.startsWith(TIMESTAMP_MAP))
            .forEach(metadata::add);
      }
    }
    return new VttHeader(metadata, blocks);
  }
}
