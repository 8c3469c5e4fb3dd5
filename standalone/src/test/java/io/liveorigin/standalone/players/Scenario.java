package io.liveorigin.standalone.players;

import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.FillPolicy;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What happens while players watch.
 *
 * @param id of the directory with what was seen
 * @param title for the table
 * @param strike what goes wrong, when all play
 * @param sessions how players behave
 * @param ends whether the event ends in it
 */
record Scenario(
    String id,
    String title,
    Consumer<Scene> strike,
    UnaryOperator<SessionPlan> sessions,
    boolean ends) {
  /** From now until it shows at the live edge: what is on its way is let alone. */
  private static final int AHEAD = 3;

  private static final int BACK = 8;
  private static final int FOR_EVER = 1000;
  private static final long FIVE_MINUTES = 300_000;

  /** In the order of the table. */
  static List<Scenario> all() {
    return List.of(
        of("1-start", "nothing goes wrong", scene -> {}),
        of("2-seek", "30 s back into the window, and to live again", scene -> {})
            .with(
                plan ->
                    plan.withSeeks(
                        List.of(SessionPlan.Seek.back(15, 30), SessionPlan.Seek.live(35)))),
        of("3-fast-clock", "the client's clock is 5 min fast", scene -> {})
            .with(plan -> plan.withClockSkew(FIVE_MINUTES)),
        of(
            "4-bad",
            "one number is bad in both pipelines",
            faults(
                "{action: truncate, pipeline: a, numbers: %1$d, fraction: 0.5}",
                "{action: lose-samples, pipeline: b, numbers: %1$d, count: 12}")),
        of("5-missing", "one number is missing in both", faults("{action: drop, numbers: %1$d}")),
        of("5b-unfilled", "the same, and the event says fill: none", Scenario::unfilled),
        of(
            "6-dead",
            "pipeline a dies",
            faults("{action: silent, pipeline: a, numbers: %1$d..%2$d}")),
        of("7-mask", "a mask on a, behind and ahead of the live edge", Scenario::mask),
        of("8-slow-clock", "the client's clock is 5 min slow", scene -> {})
            .with(plan -> plan.withClockSkew(-FIVE_MINUTES)),
        // The last ones: the event has another set-up behind it, and is over.
        of(
            "9-init",
            "both encoders are started anew with another resolution",
            scene ->
                scene.feed().restart(new Sabotage.Restart(scene.edge() + AHEAD, "v360", "v180"))),
        new Scenario("10-end", "the event ends", Scenario::end, UnaryOperator.identity(), true));
  }

  private static Scenario of(String id, String title, Consumer<Scene> strike) {
    return new Scenario(id, title, strike, UnaryOperator.identity(), false);
  }

  private Scenario with(UnaryOperator<SessionPlan> changed) {
    return new Scenario(id, title, strike, changed, ends);
  }

  /** In a rule, the first argument is the number at which it begins, the second is far beyond. */
  private static Consumer<Scene> faults(String... rules) {
    String script = "faults:\n  - " + String.join("\n  - ", rules) + "\n";
    return scene -> {
      long number = scene.edge() + AHEAD;
      scene.feed().follow(script.formatted(number, number + FOR_EVER));
    };
  }

  private static void unfilled(Scene scene) {
    scene.origin().stack().admin().apply(scene.origin().definition().withFill(FillPolicy.NONE));
    faults("{action: drop, numbers: %1$d}").accept(scene);
  }

  private static void end(Scene scene) {
    EventDefinition event = scene.origin().definition();
    long last = event.schedule().mediaEnd(scene.edge() + AHEAD);
    scene.origin().stack().admin().apply(event.endingAt(Instant.ofEpochMilli(last)));
  }

  private static void mask(Scene scene) {
    long edge = scene.edge();
    EventDefinition event = scene.origin().definition();
    scene
        .origin()
        .stack()
        .admin()
        .mask(
            new Mask(
                event.tenant(),
                event.event(),
                "black",
                "a",
                null,
                edge - BACK,
                edge + BACK,
                "black frames"));
  }
}
