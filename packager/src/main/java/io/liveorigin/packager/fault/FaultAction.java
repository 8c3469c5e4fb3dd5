package io.liveorigin.packager.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The actions of a fault script, each with the keys that it takes and the way it is read from them.
 */
enum FaultAction {
  DROP(none(Fault.Drop::new)),
  SILENT(none(Fault.Silent::new)),
  DELAY((rule, at) -> new Fault.Delay(rule.delay(at + ".by")), "by"),
  TRUNCATE((rule, at) -> new Fault.Truncate(rule.fraction(at + ".fraction")), "fraction"),
  MALFORM(none(Fault.Malform::new)),
  SHIFT_TFDT(RuleText::shift, "by", "ticks"),
  LOSE_SAMPLES((rule, at) -> new MediaFault.LoseSamples(rule.amount(at)), "by", "count"),
  LOSE_START((rule, at) -> new MediaFault.LoseStart(rule.amount(at)), "by", "count"),
  LOSE_END((rule, at) -> new MediaFault.LoseEnd(rule.amount(at)), "by", "count"),
  HALVE_RATE(none(MediaFault.HalveRate::new)),
  EXCESS_SAMPLES((rule, at) -> new MediaFault.ExcessSamples(rule.count(at + ".count")), "count"),
  NO_SYNC(none(MediaFault.NoSync::new)),
  FILLER(none(MediaFault.Filler::new)),
  LAST(none(MediaFault.Last::new)),
  WRONG_TRACK(none(MediaFault.WrongTrack::new)),
  OTHER_INIT(none(Fault.OtherInit::new)),
  REPUBLISH(none(Fault.Republish::new)),
  DECLARE((rule, at) -> new Fault.Declare(rule.declared(at + ".defects")), "defects"),
  DECLARE_CLEAN(none(Fault.DeclareClean::new));

  private final BiFunction<RuleText, String, Fault> reader;
  private final List<String> keys;

  FaultAction(BiFunction<RuleText, String, Fault> reader, String... keys) {
    this.reader = reader;
    this.keys = List.of(keys);
  }

  private static BiFunction<RuleText, String, Fault> none(Supplier<Fault> fault) {
    return (rule, at) -> fault.get();
  }

  static Optional<FaultAction> of(String name) {
    return Arrays.stream(values()).filter(action -> action.text().equals(name)).findFirst();
  }

  /** Returns all names, as a message lists them. */
  static String names() {
    return Arrays.stream(values()).map(FaultAction::text).collect(Collectors.joining(", "));
  }

  /** Returns the name that a script uses. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the keys that it takes in addition to those of every action. */
  List<String> keys() {
    return keys;
  }

  /** Returns the fault of a rule; {@code at} is the rule's place in the script, for messages. */
  Fault read(RuleText rule, String at) {
    return reader.apply(rule, at);
  }
}
