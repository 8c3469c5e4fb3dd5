package io.liveorigin.standalone.packagers;

import io.liveorigin.contract.wire.DefectRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something that goes wrong in pipeline a, and what must be said about it. Segments are counted
 * from the first of the run.
 *
 * @param name of the event
 * @param findings each must be there
 * @param affected segments by representation: each loses, and of no other is anything said
 */
record RealDefect(
    String name,
    Packager packager,
    Source source,
    List<Finding> findings,
    Map<String, Set<Integer>> affected) {

  /**
   * A record whose parameter lies in a range.
   *
   * @param parameter name; empty for a kind without
   */
  record Finding(
      String representation, int segment, String kind, String parameter, long min, long max) {

    boolean matches(DefectRecord record, long first) {
      return record.representation().equals(representation)
          && record.number().equals(Optional.of(first + segment))
          && record.kind().equals(kind)
          && (parameter.isEmpty() || inRange(record.parameters().get(parameter)));
    }

    private boolean inRange(Object value) {
      return value instanceof Long number && number >= min && number <= max;
    }
  }

  static RealDefect of(String name, Packager packager, Source source) {
    return new RealDefect(name, packager, source, List.of(), Map.of());
  }

  RealDefect finds(
      String representation, int segment, String kind, String parameter, long min, long max) {
    List<Finding> more = new ArrayList<>(findings);
    more.add(new Finding(representation, segment, kind, parameter, min, max));
    return new RealDefect(name, packager, source, more, affected).affects(representation, segment);
  }

  RealDefect finds(String representation, int segment, String kind) {
    return finds(representation, segment, kind, "", 0, 0);
  }

  RealDefect affects(String representation, int... segments) {
    Map<String, Set<Integer>> more = new LinkedHashMap<>(affected);
    Set<Integer> numbers = new TreeSet<>(more.getOrDefault(representation, Set.of()));
    for (int segment : segments) {
      numbers.add(segment);
    }
    more.put(representation, numbers);
    return new RealDefect(name, packager, source, findings, more);
  }

  boolean isAffected(String representation, long segment) {
    return affected.getOrDefault(representation, Set.of()).contains((int) segment);
  }

  @Override
  public String toString() {
    return name;
  }
}
