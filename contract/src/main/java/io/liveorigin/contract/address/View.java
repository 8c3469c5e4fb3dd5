package io.liveorigin.contract.address;

import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.contract.schedule.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of an event that a manifest covers, as folders between the event and the manifest's
 * name:
 *
 * <pre>from-20261129T100000Z-to-20261129T110000Z/only-v540,a-en/</pre>
 *
 * <p>Several spellings can mean the same view; {@link #canonical} is one of them. Immutable.
 *
 * @param from the beginning, epoch seconds; empty if it is that of the event
 * @param to the end, epoch seconds; empty if it is that of the event. Requires {@code from}
 * @param only the representations; empty for all of them
 */
public record View(OptionalLong from, OptionalLong to, List<String> only) {
  /** The event as a whole. */
  public static final View WHOLE = new View(OptionalLong.empty(), OptionalLong.empty(), List.of());

  private static final int MILLIS = 1_000;

  private static final Pattern FOLDERS =
      Pattern.compile(
          "(?:from-(?<from>%1$s)(?:-to-(?<to>%1$s))?/)?(?:only-(?<only>[^/]+)/)?"
              .formatted(ViewTime.FORMS));

  public View {
    only = List.copyOf(only);
    if (to.isPresent() && from.isEmpty()) {
      throw new IllegalArgumentException("a view with an end must have a beginning");
    }
  }

  /**
   * Reads the folders; returns empty if they are malformed. Never throws, whatever the text. It
   * does not check whether the representations exist.
   *
   * @param folders each with its slash; empty for the event as a whole
   */
  public static Optional<View> parse(String folders) {
    Matcher matcher = FOLDERS.matcher(folders);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    OptionalLong from = time(matcher.group("from"));
    OptionalLong to = time(matcher.group("to"));
    List<String> only =
        Optional.ofNullable(matcher.group("only"))
            .map(ids -> Arrays.asList(ids.split(",", -1)))
            .orElse(List.of());
    return from.isPresent() == (matcher.group("from") != null)
            && to.isPresent() == (matcher.group("to") != null)
            && only.stream().allMatch(NameRules::isName)
        ? Optional.of(new View(from, to, only))
        : Optional.empty();
  }

  private static OptionalLong time(String text) {
    return text == null ? OptionalLong.empty() : ViewTime.read(text);
  }

  /** The folders, each with its slash. */
  public String path() {
    StringBuilder path = new StringBuilder();
    from.ifPresent(seconds -> path.append("from-").append(ViewTime.write(seconds)));
    to.ifPresent(seconds -> path.append("-to-").append(ViewTime.write(seconds)));
    path.append(from.isPresent() ? "/" : "");
    return only.isEmpty()
        ? path.toString()
        : path.append("only-").append(String.join(",", only)).append('/').toString();
  }

  /** The relative path from here to the event: one step upwards for each folder. */
  public String base() {
    return "../".repeat((from.isPresent() ? 1 : 0) + (only.isEmpty() ? 0 : 1));
  }

  /** The same part of the event, with all its representations. */
  public View ofAll() {
    return new View(from, to, List.of());
  }

  /**
   * The numbers of all segments of the event that overlap the time from {@code from} (inclusive) to
   * {@code to} (exclusive).
   */
  public NumberRange range(Schedule schedule) {
    long first = from.isPresent() ? schedule.holding(from.getAsLong() * MILLIS) : Long.MIN_VALUE;
    return new NumberRange(
        Math.max(first, schedule.firstNumber()),
        Math.min(requestedLast(schedule), schedule.lastNumber()));
  }

  /**
   * The last number of the view, which may be after the end of the event. {@link Long#MAX_VALUE} if
   * the view has no end of its own.
   */
  public long requestedLast(Schedule schedule) {
    return to.isPresent() ? schedule.holding(to.getAsLong() * MILLIS - 1) : Long.MAX_VALUE;
  }

  /**
   * Returns the one spelling of the same segments and representations. Its times are the first and
   * the last whole second within these segments. Its ids are in the order of the definition, each
   * once. A time after the event's end is kept, since the end may move.
   *
   * @param ids the ids of all representations, in the order of the definition
   */
  public View canonical(Schedule schedule, List<String> ids) {
    return new View(
        from.isEmpty() ? from : OptionalLong.of(begin(schedule)),
        to.isEmpty() ? to : OptionalLong.of(end(schedule)),
        ids.stream().filter(only::contains).toList());
  }

  private long begin(Schedule schedule) {
    return Math.max(0, -Math.floorDiv(-schedule.mediaStart(range(schedule).first()), MILLIS));
  }

  private long end(Schedule schedule) {
    return Math.min(
        ViewTime.LAST, Math.floorDiv(schedule.mediaEnd(requestedLast(schedule)), MILLIS));
  }
}
