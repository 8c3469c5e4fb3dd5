package io.liveorigin.serving.hls;

import io.liveorigin.contract.event.CodecFamily;
import io.liveorigin.contract.event.Representation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Puts audio into rendition groups (RFC 8216bis, 4.4.6.1.1): one for each codec family and, if a
 * choice has several bit rates, for each step of them. A player combines any video with any group,
 * so each group has the same choices. A choice that a group lacks is taken from the nearest step of
 * its family, or else from the first family that has it. Pure.
 */
final class AudioGroups {
  /** One group: its id, and one representation for each choice. */
  record Group(String id, List<Representation> members) {}

  private record Kind(CodecFamily codecs, RenditionChoice choice) {}

  private AudioGroups() {}

  /**
   * The groups of these representations, in their order; within a family, the highest bit rates
   * come first.
   */
  static List<Group> of(List<Representation> audio) {
    Map<Kind, List<Representation>> steps = new LinkedHashMap<>();
    Set<CodecFamily> families = new LinkedHashSet<>();
    Set<RenditionChoice> choices = new LinkedHashSet<>();
    for (Representation representation : audio) {
      families.add(representation.codecFamily());
      choices.add(RenditionChoice.of(representation));
      steps
          .computeIfAbsent(
              new Kind(representation.codecFamily(), RenditionChoice.of(representation)),
              kind -> new ArrayList<>())
          .add(representation);
    }
    steps
        .values()
        .forEach(list -> list.sort(Comparator.comparingLong(Representation::bandwidth).reversed()));
    List<Group> groups = new ArrayList<>();
    for (CodecFamily family : families) {
      int most = most(family, choices, steps);
      for (int step = 0; step < most; step++) {
        String id = "audio-" + family + (step == 0 ? "" : "-" + (step + 1));
        groups.add(new Group(id, members(family, step, families, choices, steps)));
      }
    }
    return groups;
  }

  private static int most(
      CodecFamily family, Set<RenditionChoice> choices, Map<Kind, List<Representation>> steps) {
    return choices.stream()
        .mapToInt(choice -> steps.getOrDefault(new Kind(family, choice), List.of()).size())
        .max()
        .orElse(0);
  }

  private static List<Representation> members(
      CodecFamily family,
      int step,
      Set<CodecFamily> families,
      Set<RenditionChoice> choices,
      Map<Kind, List<Representation>> steps) {
    List<Representation> members = new ArrayList<>();
    for (RenditionChoice choice : choices) {
      List<Representation> own = steps.get(new Kind(family, choice));
      if (own == null) {
        own =
            families.stream()
                .map(other -> steps.get(new Kind(other, choice)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
      }
      members.add(own.get(Math.min(step, own.size() - 1)));
    }
    return members;
  }
}
