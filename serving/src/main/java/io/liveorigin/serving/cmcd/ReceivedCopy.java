package io.liveorigin.serving.cmcd;

import io.liveorigin.contract.address.PipelineNameRules;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.serving.response.Cmsd;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A segment that a player has received, and what the response said about the copy. Its strings are
 * those of the event's definition and constants, never parts of a report: sessions keep copies, and
 * records repeat them.
 *
 * @param address which segment
 * @param pipeline pipeline of the copy; empty if the report does not repeat our {@code CMSD-Static}
 * @param defects kinds of its defects, {@link #OTHER} for all of packagers' own kinds; empty if it
 *     had none or the report does not say
 */
record ReceivedCopy(SegmentAddress address, Optional<String> pipeline, List<String> defects) {
  /** Stands for every kind {@code x-…}, because anyone could have written the rest of its name. */
  static final String OTHER = "other";

  private static final int MAX_NAME = 64;
  private static final int MOST_DEFECTS = 16;

  /**
   * Reads the copy of {@code CMSD-Static} in a report. Only pipelines of the event and documented
   * kinds of defects are taken from it, because anyone could have written it.
   *
   * @param cmsds the field in Base64
   */
  static ReceivedCopy of(LiveEvent event, SegmentAddress address, Optional<String> cmsds) {
    Optional<CmcdMembers> members = cmsds.flatMap(ReceivedCopy::decoded).flatMap(CmcdMembers::read);
    Optional<String> pipeline =
        members
            .flatMap(some -> some.text(Cmsd.PIPELINE, MAX_NAME))
            .flatMap(name -> pipeline(event, name));
    List<String> defects =
        pipeline.isEmpty()
            ? List.of()
            : members.orElseThrow().tokens(Cmsd.DEFECTS, MOST_DEFECTS).stream()
                .flatMap(name -> DefectKind.of(name).stream())
                .map(kind -> kind == DefectKind.CUSTOM ? OTHER : kind.wire())
                .distinct()
                .toList();
    return new ReceivedCopy(address, pipeline, defects);
  }

  /** The pipeline of that name, as the event's definition spells it. */
  private static Optional<String> pipeline(LiveEvent event, String name) {
    return Stream.concat(
            event.definition().pipelines().stream(), Stream.of(PipelineNameRules.ORIGIN))
        .filter(name::equals)
        .findFirst();
  }

  private static Optional<String> decoded(String base64) {
    try {
      return Optional.of(
          new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
