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
 * The rules for pipeline names that can coexist. In the names of its metrics, Kafka treats {@code
 * .} and {@code _} as the same character, so a client fails if it reads two topics that differ only
 * in these: {@code segments.q.b} and {@code segments.q_b} ended every stream thread of every cell.
 * Pure functions.
 */
public final class PipelineNameRules {
  /** The pipeline name of the origin's own fillers. No packager may have it. */
  public static final String ORIGIN = "origin";

  private PipelineNameRules() {}

  /**
   * Throws {@link ErrorCode#INVALID_EVENT} if a new pipeline has a dot in its name or has the
   * origin's own name, or if two names differ only in {@code .} and {@code _}.
   *
   * @param wanted the pipelines of the event that is being declared
   * @param known the pipelines of all events, including those that this event had before
   */
  public static void requireApart(Collection<String> wanted, Collection<String> known) {
    Map<String, String> taken = new HashMap<>();
    known.forEach(name -> taken.putIfAbsent(unified(name), name));
    for (String name : wanted) {
      if (name.equals(ORIGIN) && !known.contains(name)) {
        throw refused("'" + ORIGIN + "' is reserved for the origin's fillers; choose another name");
      }
      if (name.contains(".") && !known.contains(name)) {
        throw refused(
            "the name of a pipeline must not contain a dot; write '-' instead in '" + name + "'");
      }
      String other = taken.putIfAbsent(unified(name), name);
      if (other != null && !other.equals(name)) {
        throw refused(
            "pipelines '"
                + name
                + "' and '"
                + other
                + "' differ only in '.' and '_', which Kafka does not distinguish in topic"
                + " names; rename one of them");
      }
    }
  }

  /**
   * Returns those of the existing names that cannot be read alongside the others. Of names that
   * Kafka treats as the same, the one without dots stays readable, because new names have no dots.
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
