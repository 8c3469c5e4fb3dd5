package io.liveorigin.contract.address;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which names of pipelines can live together. Kafka takes {@code .} and {@code _} for the same in
 * the names of its metrics, so a client that reads two topics which differ in nothing else fails:
 * {@code segments.q.b} and {@code segments.q_b} ended every stream thread of every cell. Pure.
 */
public final class PipelineNameRules {
  /** Whose fillers are: no packager may have the name. */
  public static final String ORIGIN = "origin";

  private PipelineNameRules() {}

  /**
   * Throws {@link ErrorCode#INVALID_EVENT} where a pipeline is new and has a dot in its name or the
   * origin's own, or where two differ only in {@code .} and {@code _}.
   *
   * @param wanted of the event that is being declared
   * @param known of all events, what this one had before included
   */
  public static void requireApart(Collection<String> wanted, Collection<String> known) {
    Map<String, String> taken = new HashMap<>();
    known.forEach(name -> taken.putIfAbsent(unified(name), name));
    for (String name : wanted) {
      if (name.equals(ORIGIN) && !known.contains(name)) {
        throw refused("'" + ORIGIN + "' is the origin's own name for its fillers: choose another");
      }
      if (name.contains(".") && !known.contains(name)) {
        throw refused(
            "the name of a pipeline must not have a dot: write - instead in '" + name + "'");
      }
      String other = taken.putIfAbsent(unified(name), name);
      if (other != null && !other.equals(name)) {
        throw refused(
            "pipelines '"
                + name
                + "' and '"
                + other
                + "' differ only in . and _, which Kafka takes for the same: rename one of them");
      }
    }
  }

  /**
   * The names, of those that there are, that cannot be read beside the others. Of names that Kafka
   * takes for the same, the one without dots stays, which is how every new one is written.
   */
  public static Set<String> unreadable(Collection<String> names) {
    Set<String> seen = new HashSet<>();
    Set<String> unreadable = new HashSet<>();
    names.stream()
        .distinct()
        .sorted(Comparator.comparing((String name) -> name.contains(".")).thenComparing(n -> n))
        .filter(name -> !seen.add(unified(name)))
        .forEach(unreadable::add);
    return unreadable;
  }

  private static String unified(String name) {
    return name.replace('.', '_');
  }

  private static OriginException refused(String detail) {
    return new OriginException(ErrorCode.INVALID_EVENT, "pipelines: " + detail);
  }
}
