package io.liveorigin.standalone.doctor.facts;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A serving node or an ingest.
 *
 * @param url its admin API, or the listener of an ingest
 */
public record NodeFacts(String url, Gathered<State> state) {

  /**
   * The facts that the part states about itself.
   *
   * @param build version and commit; empty if it was not told
   * @param problem why it is not ready; empty if it is ready
   * @param quarantined number of inputs that it passed over, as far as it still knows them
   * @param unusable by the name of a file, why its present contents are not in force
   * @param certificates seconds until the certificate of a listener expires, by listener
   * @param clockOffset seconds that its clock is ahead of the brokers; empty if it is not known
   */
  public record State(
      Optional<String> build,
      Optional<String> problem,
      int quarantined,
      Map<String, String> unusable,
      Map<String, Double> certificates,
      OptionalDouble clockOffset) {}
}
