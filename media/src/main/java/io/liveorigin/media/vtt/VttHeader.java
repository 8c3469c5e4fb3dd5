package io.liveorigin.media.vtt;

import java.util.ArrayList;
import java.util.List;

/**
 * What each WebVTT file of a track begins with, from its WebVTTConfigurationBox (ISO/IEC 14496-30,
 * 7.5.3).
 *
 * @param metadata lines behind {@code WEBVTT}
 * @param blocks of {@code STYLE} and {@code REGION}; each is lines
 */
record VttHeader(List<String> metadata, List<List<String>> blocks) {
  static final String SIGNATURE = "WEBVTT";
  static final String TIMESTAMP_MAP = "X-TIMESTAMP-MAP";
  static final String STYLE = "STYLE";
  static final String REGION = "REGION";

  /** Other blocks are left out, and what would begin a cue. */
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
