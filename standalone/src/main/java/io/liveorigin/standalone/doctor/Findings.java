package io.liveorigin.standalone.doctor;

import io.liveorigin.standalone.doctor.facts.Gathered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the findings of one check. One thread. */
public final class Findings {
  private final String check;
  private final List<Finding> all = new ArrayList<>();

  public Findings(String check) {
    this.check = check;
  }

  public void ok(String fact) {
    all.add(new Finding(check, Level.OK, fact, ""));
  }

  public void warning(String fact, String remedy) {
    all.add(new Finding(check, Level.WARNING, fact, remedy));
  }

  public void failed(String fact, String remedy) {
    all.add(new Finding(check, Level.FAILED, fact, remedy));
  }

  /**
   * Returns the value if the part responded. Otherwise the check has failed for the subject, and
   * the result is empty.
   */
  public <T> Optional<T> require(String subject, Gathered<T> part) {
    if (part instanceof Gathered.Known<T> known) {
      return Optional.of(known.value());
    }
    String why = ((Gathered.Unknown<T>) part).why();
    failed(subject + " cannot be checked", why);
    return Optional.empty();
  }

  /**
   * Returns the value of a part for which another check is responsible. If it did not respond, this
   * check has failed as well, and says which check has the reason.
   */
  public <T> Optional<T> requireAfter(String other, Gathered<T> part) {
    if (part instanceof Gathered.Known<T> known) {
      return Optional.of(known.value());
    }
    failed("not checked", "see " + other);
    return Optional.empty();
  }

  /** Returns whether nothing has been found yet. */
  public boolean none() {
    return all.isEmpty();
  }

  public List<Finding> all() {
    return List.copyOf(all);
  }
}
