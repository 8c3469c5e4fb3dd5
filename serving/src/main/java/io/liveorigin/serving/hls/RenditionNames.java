package io.liveorigin.serving.hls;

import io.liveorigin.contract.event.Representation;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names by which viewers choose: the label or else the language, followed by the id if another
 * rendition has the same name. They are distinct within a group, and the same in each group of
 * audio (RFC 8216bis, 4.4.6.1.1). Pure.
 */
final class RenditionNames {
  /** The tag of an unknown language (RFC 5646, 4.1). */
  private static final String UNDETERMINED = "und";

  private RenditionNames() {}

  /**
   * Names by id.
   *
   * @param renditions one representation of each, in the order of the definition
   */
  static Map<String, String> of(List<Representation> renditions) {
    List<String> wanted = renditions.stream().map(RenditionNames::wanted).toList();
    Set<String> taken = new HashSet<>();
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < renditions.size(); i++) {
      String id = renditions.get(i).id();
      String name = wanted.get(i);
      boolean alone = Collections.frequency(wanted, name) == 1;
      String free = alone ? name : withId(name, id);
      // A label may look like a name that is made here.
      while (!taken.add(free)) {
        free = withId(free, id);
      }
      names.put(id, free);
    }
    return names;
  }

  private static String wanted(Representation representation) {
    return representation.label().or(representation::lang).orElse(UNDETERMINED);
  }

  private static String withId(String name, String id) {
    return name + " (" + id + ")";
  }
}
