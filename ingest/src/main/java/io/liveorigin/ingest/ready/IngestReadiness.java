package io.liveorigin.ingest.ready;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the listener can keep its promise now. Conditions are asked at every look; they must be
 * cheap and must not block. Any thread.
 */
public final class IngestReadiness {
  /**
   * One condition.
   *
   * @param stopsUploads whether an upload would get a wrong answer, and is refused: else only the
   *     health check says no, and uploads are tried for as long as any other
   * @param problem what is missing, empty where nothing is
   */
  public record Condition(boolean stopsUploads, Supplier<Optional<String>> problem) {}

  private final List<Condition> conditions;

  public IngestReadiness(List<Condition> conditions) {
    this.conditions = List.copyOf(conditions);
  }

  /** Everything that is missing; empty when ready. */
  public List<String> problems() {
    return conditions.stream().flatMap(c -> c.problem().get().stream()).toList();
  }

  public boolean ready() {
    return problems().isEmpty();
  }

  /** Throws {@link ErrorCode#NOT_READY} while an upload would be answered wrongly. */
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
