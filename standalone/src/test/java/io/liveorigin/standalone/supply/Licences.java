package io.liveorigin.standalone.supply;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which licences what is shipped may have. Unmodified jars are shipped beside ours and linked at
 * run time; whoever gets them may do with our code what its own licence says.
 *
 * <p>A POM that names several licences does not say whether one may choose or all count. So each
 * must be allowed, or somebody has looked and the choice is in {@link #CHOSEN}.
 */
final class Licences {
  /** Each asks at most that its text, notices and the place of its source go along. */
  static final Set<String> ALLOWED =
      Set.of(
          "Apache-2.0",
          "MIT",
          "MIT-0",
          "ISC",
          "0BSD",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CC0-1.0",
          "EPL-2.0",
          // The Eclipse Distribution License 1.0 is BSD-3-Clause.
          "EDL-1.0",
          // Of Go and re2j: BSD-3-Clause by another name.
          "Go License",
          // MIT by another name.
          "Bouncy Castle Licence");

  /** Offered under several; the one that we take, and why one may choose. */
  static final Map<String, String> CHOSEN =
      Map.of(
          // "EITHER the EPL OR the LGPL": LICENSE.txt of logback.
          "ch.qos.logback:logback-classic", "EPL-2.0",
          "ch.qos.logback:logback-core", "EPL-2.0",
          // "dual-licensed under both the GPLv2 and Apache 2.0": README of RocksDB.
          "org.rocksdb:rocksdbjni", "Apache-2.0",
          // EPL-2.0 with a secondary licence, which the recipient may take instead (EPL-2.0, 3.2b).
          "jakarta.annotation:jakarta.annotation-api", "EPL-2.0",
          "jakarta.interceptor:jakarta.interceptor-api", "EPL-2.0",
          "jakarta.servlet:jakarta.servlet-api", "EPL-2.0",
          "jakarta.transaction:jakarta.transaction-api", "EPL-2.0");

  private Licences() {}

  /** What of a component's licences counts for us. */
  static List<String> taken(ShippedComponent component) {
    return Optional.ofNullable(CHOSEN.get(component.id()))
        .filter(component.licences()::contains)
        .map(List::of)
        .orElse(component.licences());
  }

  /** Why a component must not be shipped; empty where it may. */
  static Optional<String> objection(ShippedComponent component) {
    if (component.licences().isEmpty()) {
      return Optional.of(component.id() + " names no licence");
    }
    List<String> unfit =
        taken(component).stream().filter(licence -> !ALLOWED.contains(licence)).toList();
    return unfit.isEmpty()
        ? Optional.empty()
        : Optional.of(component.id() + " has " + component.licences() + "; not allowed: " + unfit);
  }
}
