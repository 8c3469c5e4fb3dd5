package io.liveorigin.ingest.ready;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.lifecycle.NotReadyCause;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Whether the promise of a 2xx can be kept now. Conditions are evaluated at every call, so they
 * must be cheap and must not block. Any thread may call it.
 */
public final class IngestReadiness {
  /**
   * One condition.
   *
   * @param stopsUploads if true, uploads would get a wrong response while there is a problem, so
   *     they are refused; if false, only the health check fails, and uploads are attempted as usual
   * @param cause the kind of the problem, for metrics
   * @param problem returns the problem; empty if there is none
   */
  public record Condition(
      boolean stopsUploads, NotReadyCause cause, Supplier<Optional<String>> problem) {}

  /** The causes that an ingest can have. */
  public static final Set<NotReadyCause> CAUSES =
      Collections.unmodifiableSet(
          EnumSet.of(
              NotReadyCause.EVENTS,
              NotReadyCause.INIT_SEGMENTS,
              NotReadyCause.REPLICA_SETTINGS,
              NotReadyCause.REPLICAS,
              NotReadyCause.ACCESS,
              NotReadyCause.CLOCK,
              NotReadyCause.OTHER));

  private final List<Condition> conditions;

  public IngestReadiness(List<Condition> conditions) {
    this.conditions = List.copyOf(conditions);
  }

  /** Returns all problems; empty when ready. */
  public List<String> problems() {
    return conditions.stream().flatMap(c -> c.problem().get().stream()).toList();
  }

  /** Returns the causes of all problems; empty when ready. */
  public Set<NotReadyCause> causes() {
    return conditions.stream()
        .filter(condition -> condition.problem().get().isPresent())
        .map(Condition::cause)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(NotReadyCause.class)));
  }

  public boolean ready() {
    return problems().isEmpty();
  }

  /**
   * Throws {@link OriginException} with {@link ErrorCode#NOT_READY} while uploads would get a wrong
   * response.
   */
  public void requireUploads() {
    for (Condition condition : conditions) {
      if (condition.stopsUploads()) {
        condition
            .problem()
            .get()
            .ifPresent(
                problem -> {
                  throw new OriginException(ErrorCode.NOT_READY, problem);
                });
      }
    }
  }
}
